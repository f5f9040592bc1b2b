import { z } from 'zod';

/** What keeps one container, or one pod as a whole, from running. */
export interface ContainerTrouble {
  /** One word of Kubernetes, the same for as long as the trouble is the same. */
  readonly reason: string;
  readonly container?: string;
  readonly image?: string;
  /** What Kubernetes says of it, where that names what is missing and never changes by itself. */
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

/** The part of a pod that tells what is wrong with it. Its variables and its output are never looked at. */
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

/** Every pod waits for these. */
const usual = new Set(['ContainerCreating', 'PodInitializing']);

/** Kubernetes goes to and fro between the two; it is one trouble. */
const sameAs = new Map([['ErrImagePull', 'ImagePullBackOff']]);

/** One that crashed once may have come too early; one that crashed twice does so by itself. */
const crashesThatAreNormal = 1;

/**
 * The first thing that keeps a pod from running.
 *
 * @param pod - as the API serves it
 * @returns undefined for a pod that runs, is on its way, or cannot be understood
 */
export function troubleOfPod(pod: unknown): ContainerTrouble | undefined {
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
    const found = troubleOfContainer(container);
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

function troubleOfContainer({
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
    if (usual.has(reason)) return undefined;
    return reason === 'CreateContainerConfigError'
      ? { reason, detail: message }
      : { reason: sameAs.get(reason) ?? reason };
  }
  if (!ready && ended && restartCount > crashesThatAreNormal) {
    // Between two crashes it runs for a moment, and is no better for it.
    return { reason: 'CrashLoopBackOff' };
  }
  return terminated?.exitCode
    ? { reason: terminated.reason ?? 'Error' }
    : undefined;
}
