import { z } from 'zod';

/** Why a container, or a pod as a whole, does not run. */
export interface ContainerTrouble {
  /** Reason of Kubernetes. It does not change while the cause is the same. */
  readonly reason: string;
  readonly container?: string;
  readonly image?: string;
  /** Message of Kubernetes. Set only for reasons whose message is stable and names what is missing. */
  readonly detail?: string;
}

const stateSchema = z.object({
  waiting: z
    .object({ reason: z.string().optional(), message: z.string().optional() })
    .optional(),
  terminated: z
    .object({ reason: z.string().optional(), exitCode: z.number().optional() })
    .optional(),
});

const containerStatusSchema = z.object({
  name: z.string(),
  ready: z.boolean().default(false),
  restartCount: z.number().default(0),
  state: stateSchema.default({}),
  lastState: stateSchema.default({}),
});

type ContainerStatus = z.infer<typeof containerStatusSchema>;

const namedSchema = z.object({
  name: z.string(),
  image: z.string().optional(),
});

/** The part of a pod that says why it does not run. Environment variables and output are never read. */
const podSchema = z.object({
  spec: z.object({
    containers: z.array(namedSchema).default([]),
    initContainers: z.array(namedSchema).default([]),
  }),
  status: z.object({
    initContainerStatuses: z.array(containerStatusSchema).default([]),
    containerStatuses: z.array(containerStatusSchema).default([]),
    conditions: z
      .array(
        z.object({
          type: z.string(),
          status: z.string(),
          reason: z.string().optional(),
        }),
      )
      .default([]),
  }),
});

/** Waiting reasons of every starting pod. */
const startingReasons = new Set(['ContainerCreating', 'PodInitializing']);

/** Kubernetes alternates between the two reasons for the same cause. */
const canonicalReasons = new Map([['ErrImagePull', 'ImagePullBackOff']]);

/** A single crash may only mean that a dependency was not ready yet. */
const toleratedRestarts = 1;

/**
 * Returns the first reason why a pod does not run.
 *
 * @param pod - object from the API server
 * @returns undefined for a pod that runs, is starting, or cannot be parsed
 */
export function findPodTrouble(pod: unknown): ContainerTrouble | undefined {
  const parsed = podSchema.safeParse(pod);
  if (!parsed.success) return undefined;
  const { spec, status } = parsed.data;
  const images = new Map(
    [...spec.initContainers, ...spec.containers].map(({ name, image }) => [
      name,
      image,
    ]),
  );
  for (const container of [
    ...status.initContainerStatuses,
    ...status.containerStatuses,
  ]) {
    const found = findContainerTrouble(container);
    if (found) {
      const { name } = container;
      return { ...found, container: name, image: images.get(name) };
    }
  }
  const unschedulable = status.conditions.some(
    ({ type, status: is, reason }) =>
      type === 'PodScheduled' && is === 'False' && reason === 'Unschedulable',
  );
  return unschedulable ? { reason: 'Unschedulable' } : undefined;
}

function findContainerTrouble({
  ready,
  restartCount,
  state,
  lastState,
}: ContainerStatus): Pick<ContainerTrouble, 'reason' | 'detail'> | undefined {
  const ended = [state.terminated, lastState.terminated].find(
    one => one?.exitCode,
  );
  if (ended?.reason === 'OOMKilled' && !ready) return { reason: 'OOMKilled' };
  const { waiting, terminated } = state;
  if (waiting?.reason) {
    const { reason, message } = waiting;
    if (startingReasons.has(reason)) return undefined;
    return reason === 'CreateContainerConfigError'
      ? { reason, detail: message }
      : { reason: canonicalReasons.get(reason) ?? reason };
  }
  if (!ready && ended && restartCount > toleratedRestarts) {
    // A crashing container runs briefly between two crashes.
    return { reason: 'CrashLoopBackOff' };
  }
  return terminated?.exitCode
    ? { reason: terminated.reason ?? 'Error' }
    : undefined;
}
