import {
  reads,
  type LogLine,
  type OpenChoreoApi,
  type OperationInput,
} from '@promenade/backstage-plugin-openchoreo-common';
import { requestStreamSlot } from '../live/streamSlots';
import { delay } from '../live/followBoard';

/** Which log to follow. */
export type FollowedLog = OperationInput<typeof reads.streamLog>;

/**
 * - `lines`: new lines. The first ones after `begin` take the place of those before.
 * - `begin`: the log is read from its last lines on, by a stream or, while other tabs use all streams, once.
 * - `end`: the container has exited.
 * - `interrupted`: the connection is lost. It is tried again.
 */
export type LogUpdate =
  | { type: 'begin'; isStream: boolean }
  | { type: 'lines'; lines: readonly LogLine[] }
  | { type: 'end' }
  | { type: 'interrupted'; error?: Error };

type Api = Pick<OpenChoreoApi, 'request' | 'streamLog'>;

/** A free slot is granted within a few milliseconds. */
const slotGrantMs = 100;
const retryMs = 3_000;

/**
 * Follows a log until it ends or the signal is aborted. A stream that breaks is opened again.
 *
 * @throws ResponseError when the log cannot be read
 */
export async function followLog(
  api: Api,
  log: FollowedLog,
  signal: AbortSignal,
  onUpdate: (update: LogUpdate) => void,
): Promise<void> {
  const slot = requestStreamSlot();
  signal.addEventListener('abort', slot.release);
  try {
    await Promise.race([slot.granted, delay(slotGrantMs)]);
    if (!slot.isGranted) {
      await readOnce(api, log, signal, onUpdate);
      await Promise.race([slot.granted, aborted(signal)]);
    }
    while (!signal.aborted) {
      const reason = await streamOnce(api, log, signal, onUpdate);
      if (reason === 'exited') {
        onUpdate({ type: 'end' });
        return;
      }
      await Promise.race([delay(retryMs), aborted(signal)]);
    }
  } finally {
    slot.release();
    signal.removeEventListener('abort', slot.release);
  }
}

/** Reads the last lines of a log once. */
export async function readOnce(
  api: Api,
  log: FollowedLog,
  signal: AbortSignal,
  onUpdate: (update: LogUpdate) => void,
): Promise<void> {
  const { lines } = await api.request(reads.readLog, log, { signal });
  onUpdate({ type: 'begin', isStream: false });
  onUpdate({ type: 'lines', lines });
}

/** @returns why the stream ended. Undefined when the connection broke after its first message */
async function streamOnce(
  api: Api,
  log: FollowedLog,
  signal: AbortSignal,
  onUpdate: (update: LogUpdate) => void,
): Promise<string | undefined> {
  let hasBegun = false;
  let reason: string | undefined;
  const begin = () => {
    if (!hasBegun) onUpdate({ type: 'begin', isStream: true });
    hasBegun = true;
  };
  try {
    await api.streamLog(log, {
      signal,
      onMessage: message => {
        begin();
        if (message.type === 'lines') onUpdate(message);
        if (message.type === 'end') reason = message.reason;
      },
    });
  } catch (error) {
    signal.throwIfAborted();
    // A response with an error says why: trying again does not help.
    if (!hasBegun) throw error;
  }
  begin();
  if (reason !== 'exited') onUpdate({ type: 'interrupted' });
  return reason;
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
