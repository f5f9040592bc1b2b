import { listAt, numberAt, objectAt, stringAt } from '../schema/json';
import type { JsonObject, JsonValue } from '../schema/json';
import type { KubeObject } from '../api/types';
import { parseTime } from '../api/time';
import { specOf, statusOf } from './cluster';

/** A line of the log of a container. */
export interface LogLine {
  /** Its position in the whole log, also in a log whose beginning is not kept. */
  number: number;
  /** Milliseconds since 1970. */
  time: number;
  text: string;
}

/** The log of a container. */
export interface ContainerLog {
  lines: LogLine[];
  /** Whether the container has exited, so that no line will follow. */
  hasEnded: boolean;
}

/** Milliseconds between the lines of a running container. */
const logIntervalMs = 10_000;

/** The number of lines that are kept. A kubelet rotates its logs, too. */
const maxLines = 1000;

/** The run of a container: from its start to its exit. */
interface Run {
  startedAt: number;
  exit?: { at: number; code: number; message: string };
}

/**
 * The log of a container of a pod, which is derived from the status of the pod: nothing runs. Each line says that it is simulated.
 *
 * @param options.previous - the run before the last restart
 * @returns undefined if the container has not run
 */
export function containerLog(
  pod: KubeObject,
  container: string,
  { previous, now }: { previous: boolean; now: number },
): ContainerLog | undefined {
  const status = containerStatus(pod, container);
  const run = previous ? previousRun(status) : currentRun(status);
  if (!run) return undefined;
  const first = firstLines(pod, container);
  const until = run.exit?.at ?? now;
  const runningFor = Math.max(0, until - run.startedAt);
  const ticks = Math.floor(runningFor / logIntervalMs);
  const last = run.exit ? lastLines(run.exit) : [];
  const total = first.length + ticks + last.length;
  const lineAt = (number: number): LogLine => {
    if (number < first.length) {
      return { number, time: run.startedAt, text: first[number] };
    }
    const tick = number - first.length + 1;
    if (tick <= ticks) {
      const text = `running for ${(tick * logIntervalMs) / 1000} s`;
      return { number, time: run.startedAt + tick * logIntervalMs, text };
    }
    return { number, time: until, text: last[tick - ticks - 1] };
  };
  const start = Math.max(0, total - maxLines);
  const lines = Array.from({ length: total - start }, (_, index) =>
    lineAt(start + index),
  ).map(line => ({ ...line, text: `simulated: ${line.text}` }));
  return { lines, hasEnded: run.exit !== undefined };
}

/** Why a container has no log yet: the reason of its waiting state. */
export function waitingReason(pod: KubeObject, container: string): string {
  const state = objectAt(containerStatus(pod, container), 'state');
  return stringAt(objectAt(state, 'waiting'), 'reason') ?? 'ContainerCreating';
}

/** The names of the containers of a pod, those that run before the others last. */
export function containerNames(pod: KubeObject): string[] {
  const spec = specOf(pod);
  return [
    ...listAt(spec, 'containers'),
    ...listAt(spec, 'initContainers'),
  ].flatMap(container => stringAt(container, 'name') ?? []);
}

function containerStatus(pod: KubeObject, container: string): JsonObject {
  const found = listAt(statusOf(pod), 'containerStatuses').find(
    each => stringAt(each, 'name') === container,
  );
  return objectAt({ found: found ?? null }, 'found');
}

function currentRun(status: JsonObject): Run | undefined {
  const state = objectAt(status, 'state');
  const startedAt = parseTime(objectAt(state, 'running').startedAt);
  if (startedAt !== undefined) return { startedAt };
  // Between two restarts the log is that of the previous run, as with a kubelet.
  return runOf(state.terminated) ?? previousRun(status);
}

function previousRun(status: JsonObject): Run | undefined {
  const waiting = objectAt(objectAt(status, 'state'), 'waiting');
  const { terminated } = objectAt(status, 'lastState');
  return runOf(terminated, stringAt(waiting, 'message'));
}

function runOf(
  terminated: JsonValue | undefined,
  message?: string,
): Run | undefined {
  const field = objectAt({ terminated: terminated ?? null }, 'terminated');
  const startedAt = parseTime(field.startedAt);
  const at = parseTime(field.finishedAt);
  if (startedAt === undefined || at === undefined) return undefined;
  const code = numberAt(field, 'exitCode') ?? 0;
  const said = stringAt(field, 'message') ?? message ?? '';
  return { startedAt, exit: { at, code, message: said } };
}

function firstLines(pod: KubeObject, name: string): string[] {
  const container = listAt(specOf(pod), 'containers').find(
    each => stringAt(each, 'name') === name,
  );
  const image = stringAt(container, 'image') ?? '';
  const ports = listAt(container, 'ports').flatMap(
    port => numberAt(port, 'containerPort') ?? [],
  );
  return [
    `started container ${name} with image ${image}`,
    ...ports.map(port => `listening on port ${port}`),
  ];
}

function lastLines({ code, message }: NonNullable<Run['exit']>): string[] {
  // The message of a restart is that of the kubelet, not of the container.
  const isOwn = message && !message.startsWith('back-off ');
  return [
    ...(code !== 0 && isOwn ? [`error: ${message}`] : []),
    `exited with code ${code}`,
  ];
}
