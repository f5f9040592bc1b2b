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

/** What a pod's status is to be, and when to look again. */
export interface NextPodStatus {
  status: JsonObject;
  /** Milliseconds; undefined where nothing more will happen by itself. */
  requeueAfter?: number;
}

type Phase = 'Pending' | 'Running' | 'Succeeded' | 'Failed';

/** What is known of a pod besides the pod itself. */
export interface PodContext {
  behaviour: Behaviour;
  /** Milliseconds until a pod is ready, unless its annotations say otherwise. */
  readyDelay: number;
  /** When the pod was first seen, in milliseconds. */
  firstSeen: number;
  now: number;
}

/** After a crash a container waits so long, ten seconds at first, then ever longer. */
const firstBackOff = 10_000;
const longestBackOff = 300_000;

/** Where a pod stands: starting, running, done, or failing as it was told. */
export function nextPodStatus(
  pod: KubeObject,
  facts: PodContext,
): NextPodStatus {
  const { behaviour, now } = facts;
  const { failure } = behaviour;
  const before = statusOf(pod);
  if (before.phase === 'Succeeded' || before.phase === 'Failed') {
    return { status: before };
  }
  const readyAt = facts.firstSeen + (behaviour.delay ?? facts.readyDelay);
  if (failure && preventsStart(failure.reason)) {
    const failsAt = readyAt + failure.after;
    if (now >= failsAt) {
      return { status: waiting(pod, facts, failure.reason, failure.message) };
    }
  }
  if (now < readyAt) {
    return {
      status: waiting(pod, facts, 'ContainerCreating'),
      requeueAfter: readyAt - now,
    };
  }
  const started = startedAt(before) ?? now;
  if (failure && !preventsStart(failure.reason)) {
    const failsAt = started + failure.after;
    return now >= failsAt
      ? failed(pod, facts, started)
      : { status: running(pod, facts, started), requeueAfter: failsAt - now };
  }
  if (!canComplete(pod)) return { status: running(pod, facts, started) };
  const doneAt = started + (behaviour.duration ?? facts.readyDelay);
  return now >= doneAt
    ? { status: finished(pod, facts, started, 'Succeeded') }
    : { status: running(pod, facts, started), requeueAfter: doneAt - now };
}

/** True for pods that do something and are done. */
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
  facts: PodContext,
  reason: string,
  message?: string,
): JsonObject {
  return statusWith(pod, facts, 'Pending', false, () => ({
    ready: false,
    started: false,
    restartCount: 0,
    state: { waiting: { reason, ...(message !== undefined && { message }) } },
  }));
}

function running(
  pod: KubeObject,
  facts: PodContext,
  started: number,
): JsonObject {
  return statusWith(pod, facts, 'Running', true, () => ({
    ready: true,
    started: true,
    restartCount: 0,
    state: { running: { startedAt: formatTime(started) } },
  }));
}

function finished(
  pod: KubeObject,
  facts: PodContext,
  started: number,
  phase: 'Succeeded' | 'Failed',
): JsonObject {
  const reason = facts.behaviour.failure?.reason;
  const isGood = phase === 'Succeeded';
  return statusWith(pod, facts, phase, false, () => ({
    ready: false,
    started: false,
    restartCount: 0,
    state: {
      terminated: {
        exitCode: isGood ? 0 : 1,
        reason: isGood ? 'Completed' : crashReason(reason),
        startedAt: formatTime(started),
        finishedAt: formatTime(facts.now),
        ...(!isGood && { message: facts.behaviour.failure?.message ?? '' }),
      },
    },
  }));
}

/** A container that crashes: once for all, or again and again. */
function failed(
  pod: KubeObject,
  facts: PodContext,
  started: number,
): NextPodStatus {
  if (specOf(pod).restartPolicy === 'Never') {
    return { status: finished(pod, facts, started, 'Failed') };
  }
  const [last] = listAt(statusOf(pod), 'containerStatuses');
  const crashes = numberAt(last, 'restartCount') ?? 0;
  const lastCrash = parseTime(
    stringAt(objectAt(objectAt(last, 'lastState'), 'terminated'), 'finishedAt'),
  );
  const wait = Math.min(longestBackOff, firstBackOff * 2 ** (crashes - 1));
  const isDue = lastCrash === undefined || facts.now >= lastCrash + wait;
  const count = isDue ? crashes + 1 : crashes;
  const crashedAt = isDue ? facts.now : lastCrash;
  const { reason, message } = facts.behaviour.failure ?? {};
  const next = Math.min(longestBackOff, firstBackOff * 2 ** (count - 1));
  return {
    requeueAfter: crashedAt + next - facts.now,
    status: statusWith(pod, facts, 'Running', false, () => ({
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
  facts: PodContext,
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
      facts.now,
    ),
    hostIP: '127.0.0.1',
    hostIPs: [{ ip: '127.0.0.1' }],
    ...(hasRun && { podIP: ip, podIPs: [{ ip }] }),
    qosClass: qualityOf(containers),
    startTime: stringAt(before, 'startTime') ?? formatTime(facts.now),
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
