import {
  JsonObject,
  JsonValue,
  listAt,
  numberAt,
  objectAt,
  stringAt,
} from '../schema/json';
import { podAddress } from '../schema/built-in/cluster-address';
import { KubeObject } from '../api/types';
import { Behaviour, preventsStart } from './behaviour';
import { specOf, statusOf } from './cluster';
import { ConditionState, withConditions } from '../api/conditions';
import { parseTime, formatTime } from '../api/time';

/** The next status of a pod. */
export interface NextPodStatus {
  status: JsonObject;
  /** Milliseconds until the status changes; undefined if it will not. */
  requeueAfter?: number;
}

type Phase = 'Pending' | 'Running' | 'Succeeded' | 'Failed';

/** The inputs of the next status besides the pod. */
export interface PodContext {
  behaviour: Behaviour;
  /** Milliseconds until a pod without a `delay` annotation is ready. */
  readyDelay: number;
  /** When the pod was first reconciled, in milliseconds since 1970. */
  firstSeen: number;
  now: number;
}

/** The restart back-off of a crashed container, in milliseconds; it doubles with each crash. */
const initialBackOffMs = 10_000;
const maxBackOffMs = 300_000;

/** Computes the next status of a pod: starting, running, completed or failed. */
export function nextPodStatus(
  pod: KubeObject,
  context: PodContext,
): NextPodStatus {
  const { behaviour, now } = context;
  const { failure } = behaviour;
  const before = statusOf(pod);
  if (before.phase === 'Succeeded' || before.phase === 'Failed') {
    return { status: before };
  }
  const readyAt = context.firstSeen + (behaviour.delay ?? context.readyDelay);
  if (failure && preventsStart(failure.reason)) {
    const failsAt = readyAt + failure.after;
    if (now >= failsAt) {
      return { status: waiting(pod, context, failure.reason, failure.message) };
    }
  }
  if (now < readyAt) {
    return {
      status: waiting(pod, context, 'ContainerCreating'),
      requeueAfter: readyAt - now,
    };
  }
  const started = startedAt(before) ?? now;
  if (failure && !preventsStart(failure.reason)) {
    const failsAt = started + failure.after;
    return now >= failsAt
      ? failed(pod, context, started)
      : { status: running(pod, context, started), requeueAfter: failsAt - now };
  }
  if (!canComplete(pod)) return { status: running(pod, context, started) };
  const doneAt = started + (behaviour.duration ?? context.readyDelay);
  return now >= doneAt
    ? { status: finished(pod, context, started, 'Succeeded') }
    : { status: running(pod, context, started), requeueAfter: doneAt - now };
}

/** Whether a pod completes. */
function canComplete(pod: KubeObject): boolean {
  return specOf(pod).restartPolicy !== 'Always';
}

function startedAt(status: JsonObject): number | undefined {
  const [first] = listAt(status, 'containerStatuses');
  return parseTime(
    stringAt(objectAt(objectAt(first, 'state'), 'running'), 'startedAt') ??
      stringAt(
        objectAt(objectAt(first, 'lastState'), 'terminated'),
        'startedAt',
      ),
  );
}

function waiting(
  pod: KubeObject,
  context: PodContext,
  reason: string,
  message?: string,
): JsonObject {
  return statusWith(pod, context, 'Pending', false, () => ({
    ready: false,
    started: false,
    restartCount: 0,
    state: { waiting: { reason, ...(message !== undefined && { message }) } },
  }));
}

function running(
  pod: KubeObject,
  context: PodContext,
  started: number,
): JsonObject {
  return statusWith(pod, context, 'Running', true, () => ({
    ready: true,
    started: true,
    restartCount: 0,
    state: { running: { startedAt: formatTime(started) } },
  }));
}

function finished(
  pod: KubeObject,
  context: PodContext,
  started: number,
  phase: 'Succeeded' | 'Failed',
): JsonObject {
  const reason = context.behaviour.failure?.reason;
  const isSucceeded = phase === 'Succeeded';
  return statusWith(pod, context, phase, false, () => ({
    ready: false,
    started: false,
    restartCount: 0,
    state: {
      terminated: {
        exitCode: isSucceeded ? 0 : 1,
        reason: isSucceeded ? 'Completed' : crashReason(reason),
        startedAt: formatTime(started),
        finishedAt: formatTime(context.now),
        ...(!isSucceeded && {
          message: context.behaviour.failure?.message ?? '',
        }),
      },
    },
  }));
}

/** The state of a crashed pod: failed, or restarting with a back-off. */
function failed(
  pod: KubeObject,
  context: PodContext,
  started: number,
): NextPodStatus {
  if (specOf(pod).restartPolicy === 'Never') {
    return { status: finished(pod, context, started, 'Failed') };
  }
  const [last] = listAt(statusOf(pod), 'containerStatuses');
  const crashes = numberAt(last, 'restartCount') ?? 0;
  const lastCrash = parseTime(
    stringAt(objectAt(objectAt(last, 'lastState'), 'terminated'), 'finishedAt'),
  );
  const wait = Math.min(maxBackOffMs, initialBackOffMs * 2 ** (crashes - 1));
  const isDue = lastCrash === undefined || context.now >= lastCrash + wait;
  const count = isDue ? crashes + 1 : crashes;
  const crashedAt = isDue ? context.now : lastCrash;
  const { reason, message } = context.behaviour.failure ?? {};
  const next = Math.min(maxBackOffMs, initialBackOffMs * 2 ** (count - 1));
  return {
    requeueAfter: crashedAt + next - context.now,
    status: statusWith(pod, context, 'Running', false, () => ({
      ready: false,
      started: false,
      restartCount: count,
      lastState: {
        terminated: {
          exitCode: 1,
          reason: crashReason(reason),
          startedAt: formatTime(started),
          finishedAt: formatTime(crashedAt),
        },
      },
      state: {
        waiting: { reason: 'CrashLoopBackOff', message: message ?? '' },
      },
    })),
  };
}

function crashReason(reason: string | undefined): string {
  return reason === undefined || reason === 'CrashLoopBackOff'
    ? 'Error'
    : reason;
}

function statusWith(
  pod: KubeObject,
  context: PodContext,
  phase: Phase,
  isReady: boolean,
  containerState: () => JsonObject,
): JsonObject {
  const before = statusOf(pod);
  const ip = podAddress(pod.metadata.uid ?? '');
  const containers = listAt(specOf(pod), 'containers');
  const hasRun = phase !== 'Pending';
  return {
    ...before,
    phase,
    observedGeneration: pod.metadata.generation ?? 1,
    conditions: withConditions(
      before.conditions,
      conditionsOf(containers, phase, isReady),
      context.now,
    ),
    hostIP: '127.0.0.1',
    hostIPs: [{ ip: '127.0.0.1' }],
    ...(hasRun && { podIP: ip, podIPs: [{ ip }] }),
    qosClass: qualityOf(containers),
    startTime: stringAt(before, 'startTime') ?? formatTime(context.now),
    containerStatuses: containers.map(container => {
      const image = stringAt(container, 'image') ?? '';
      return {
        name: stringAt(container, 'name') ?? '',
        image,
        imageID: hasRun ? image : '',
        ...(hasRun && { containerID: `simulated://${pod.metadata.uid}` }),
        lastState: {},
        ...containerState(),
      };
    }),
  };
}

function conditionsOf(
  containers: JsonValue[],
  phase: Phase,
  isReady: boolean,
): ConditionState[] {
  const names = containers
    .map(container => stringAt(container, 'name') ?? '')
    .join(' ');
  const isDone = phase === 'Succeeded';
  const notReady: Pick<ConditionState, 'reason' | 'message'> = isDone
    ? { reason: 'PodCompleted' }
    : {
        reason: 'ContainersNotReady',
        message: `containers with unready status: [${names}]`,
      };
  const ready = isReady
    ? { status: 'True' as const }
    : { status: 'False' as const, ...notReady };
  return [
    {
      type: 'PodReadyToStartContainers',
      status: phase === 'Pending' ? 'False' : 'True',
    },
    {
      type: 'Initialized',
      status: 'True',
      ...(isDone && { reason: 'PodCompleted' }),
    },
    { type: 'Ready', ...ready },
    { type: 'ContainersReady', ...ready },
    { type: 'PodScheduled', status: 'True' },
  ];
}

function qualityOf(containers: JsonValue[]): string {
  const resources = containers.map(container =>
    objectAt(container, 'resources'),
  );
  const amount = (part: string) =>
    resources.map(item => Object.keys(objectAt(item, part)).length);
  if (amount('limits').every(count => count >= 2)) {
    const isSame = resources.every(
      item =>
        JSON.stringify(objectAt(item, 'limits')) ===
        JSON.stringify(objectAt(item, 'requests')),
    );
    if (isSame) return 'Guaranteed';
  }
  const isAny = [...amount('limits'), ...amount('requests')].some(
    count => count > 0,
  );
  return isAny ? 'Burstable' : 'BestEffort';
}
