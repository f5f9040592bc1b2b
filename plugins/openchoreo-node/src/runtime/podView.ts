import type {
  LogReference,
  ObjectHealth,
  RuntimeContainer,
  RuntimeResource,
} from '@promenade/backstage-plugin-openchoreo-common';
import { z } from 'zod';
import type { LiveObject } from './RuntimeProvider';

const optionalText = z.string().optional().catch(undefined);

const terminatedSchema = z.object({
  exitCode: z.number().int().catch(0),
  reason: optionalText,
  message: optionalText,
  startedAt: optionalText,
  finishedAt: optionalText,
});

const containerStatusSchema = z.object({
  name: z.string(),
  ready: z.boolean().catch(false),
  restartCount: z.number().int().catch(0),
  state: z
    .object({
      running: z.object({ startedAt: optionalText }).optional(),
      waiting: z
        .object({ reason: optionalText, message: optionalText })
        .optional(),
      terminated: terminatedSchema.optional(),
    })
    .catch({}),
  lastState: z
    .object({ terminated: terminatedSchema.optional() })
    .optional()
    .catch(undefined),
});

type ContainerStatus = z.output<typeof containerStatusSchema>;

const statusListSchema = z.array(containerStatusSchema).catch([]);

const podStatusSchema = z
  .object({
    phase: z.string().catch('Unknown'),
    reason: optionalText,
    message: optionalText,
    conditions: z
      .array(
        z.object({
          type: z.string(),
          status: z.string(),
          reason: optionalText,
          message: optionalText,
        }),
      )
      .catch([]),
    containerStatuses: statusListSchema,
    initContainerStatuses: statusListSchema,
  })
  .catch({
    phase: 'Unknown',
    conditions: [],
    containerStatuses: [],
    initContainerStatuses: [],
  });

const containerListSchema = z
  .array(z.object({ name: z.string(), image: z.string().catch('') }))
  .catch([]);

const podSpecSchema = z
  .object({
    nodeName: optionalText,
    containers: containerListSchema,
    initContainers: containerListSchema,
  })
  .catch({ containers: [], initContainers: [] });

/** Reasons of a container that is starting. */
const startingReasons: ReadonlySet<string> = new Set([
  'ContainerCreating',
  'PodInitializing',
]);

/** The state of a pod and its containers, with its health. */
export function podView({
  spec,
  status,
  isBeingDeleted,
}: Pick<LiveObject, 'spec' | 'status' | 'isBeingDeleted'>): Pick<
  RuntimeResource,
  'health' | 'message'
> & { pod: NonNullable<RuntimeResource['pod']> } {
  const { nodeName, containers, initContainers } = podSpecSchema.parse(spec);
  const observed = podStatusSchema.parse(status);
  const viewOf =
    (statuses: readonly ContainerStatus[], isInit: boolean) =>
    (container: { name: string; image: string }) =>
      containerView(
        container,
        statuses.find(({ name }) => name === container.name),
        isInit,
      );
  const views = [
    ...initContainers.map(viewOf(observed.initContainerStatuses, true)),
    ...containers.map(viewOf(observed.containerStatuses, false)),
  ];
  return {
    pod: { phase: observed.phase, node: nodeName, containers: views },
    ...(isBeingDeleted
      ? { health: 'Progressing', message: 'It is being deleted.' }
      : healthOf(observed, views)),
  };
}

function healthOf(
  { phase, reason, message, conditions }: z.output<typeof podStatusSchema>,
  containers: readonly RuntimeContainer[],
): { health: ObjectHealth['health']; message?: string } {
  if (phase === 'Succeeded') return { health: 'Healthy' };
  const failed = containers.find(hasFailed);
  if (phase === 'Failed' || failed) {
    return {
      health: 'Degraded',
      message: messageOf(failed) ?? joined(reason, message),
    };
  }
  const running = containers.filter(({ isInit }) => !isInit);
  if (running.length > 0 && running.every(({ ready }) => ready)) {
    return { health: 'Healthy' };
  }
  const scheduled = conditions.find(({ type }) => type === 'PodScheduled');
  return scheduled?.status === 'False'
    ? {
        health: 'Degraded',
        message: joined(scheduled.reason, scheduled.message),
      }
    : { health: 'Progressing' };
}

function containerView(
  { name, image }: { name: string; image: string },
  status: ContainerStatus | undefined,
  isInit: boolean,
): RuntimeContainer {
  const { running, waiting, terminated } = status?.state ?? {};
  const last = status?.lastState?.terminated;
  return {
    name,
    image,
    isInit,
    ...stateOf(status),
    reason: waiting?.reason ?? terminated?.reason,
    message: waiting?.message ?? terminated?.message,
    exitCode: terminated?.exitCode,
    ready: status?.ready ?? false,
    restarts: status?.restartCount ?? 0,
    hasLog: Boolean(running ?? terminated ?? last),
    lastExit: last && {
      reason: last.reason,
      exitCode: last.exitCode,
      at: last.finishedAt,
    },
  };
}

function stateOf(
  status: ContainerStatus | undefined,
): Pick<RuntimeContainer, 'state' | 'since'> {
  const { running, waiting, terminated } = status?.state ?? {};
  if (running) return { state: 'Running', since: running.startedAt };
  if (terminated) return { state: 'Terminated', since: terminated.finishedAt };
  return { state: waiting ? 'Waiting' : 'Unknown' };
}

function hasFailed(container: RuntimeContainer): boolean {
  const { state, reason = '', exitCode, ready, lastExit } = container;
  if (state === 'Terminated') return exitCode !== 0;
  if (state === 'Waiting' && reason && !startingReasons.has(reason)) {
    return true;
  }
  return !ready && lastExit !== undefined && lastExit.exitCode !== 0;
}

function messageOf(
  container: RuntimeContainer | undefined,
): string | undefined {
  if (!container) return undefined;
  const { reason, message, lastExit } = container;
  return joined(reason ?? lastExit?.reason, message);
}

function joined(reason?: string, message?: string): string | undefined {
  return [reason, message].filter(Boolean).join(': ') || undefined;
}

/** The log that says why a container of a pod failed. Undefined when no container has run and failed. */
export function failureLog(
  name: string,
  { containers }: NonNullable<RuntimeResource['pod']>,
): LogReference | undefined {
  const failed = containers.find(each => hasFailed(each) && each.hasLog);
  if (!failed) return undefined;
  const { state, since, lastExit } = failed;
  return state === 'Terminated'
    ? { pod: name, container: failed.name, previous: false, at: since }
    : { pod: name, container: failed.name, previous: true, at: lastExit?.at };
}
