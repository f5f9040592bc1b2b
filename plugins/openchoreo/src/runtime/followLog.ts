import {
  isResponseError,
  type LogLine,
  type OpenChoreoApi,
} from '@promenade/backstage-plugin-openchoreo-common';
import { readLog, streamLog, type FollowedLog } from './logRequests';
import { requestStreamSlot } from './streamSlots';

/**
 * - `lines`: new lines. The first ones after `begin` take the place of those before.
 * - `begin`: the log is read from its last lines on, by a stream or, while other tabs use all streams, once.
 * - `end`: what writes it, a container or a step, has exited.
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
 * Follows a log until it ends or the signal is aborted. A stream that breaks is opened again, also after the portal was not
 * reachable.
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
  const stopped = aborted(signal);
  signal.addEventListener('abort', slot.release);
  try {
    await Promise.race([slot.granted, delay(slotGrantMs)]);
    if (!slot.isGranted) {
      await readOnce(api, log, signal, onUpdate);
      await Promise.race([slot.granted, stopped]);
    }
    let isRetry = false;
    while (!signal.aborted) {
      const reason = await streamOnce(api, log, signal, onUpdate, isRetry);
      if (reason === 'exited') {
        onUpdate({ type: 'end' });
        return;
      }
      isRetry = true;
      await Promise.race([delay(retryMs), stopped]);
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
  const { lines } = await readLog(api, log, signal);
  onUpdate({ type: 'begin', isStream: false });
  onUpdate({ type: 'lines', lines });
}

/** @returns why the stream ended. Undefined when the connection broke, or a retry could not connect */
async function streamOnce(
  api: Api,
  log: FollowedLog,
  signal: AbortSignal,
  onUpdate: (update: LogUpdate) => void,
  isRetry: boolean,
): Promise<string | undefined> {
  let hasBegun = false;
  let reason: string | undefined;
  const begin = () => {
    if (!hasBegun) onUpdate({ type: 'begin', isStream: true });
    hasBegun = true;
  };
  try {
    await streamLog(api, log, {
      signal,
      onMessage: message => {
        begin();
        if (message.type === 'lines') onUpdate(message);
        if (message.type === 'end') reason = message.reason;
      },
    });
  } catch (error) {
    signal.throwIfAborted();
    if (!hasBegun) {
      if (isRetry && !isRejected(error)) return undefined;
      throw error;
    }
  }
  begin();
  if (reason !== 'exited') onUpdate({ type: 'interrupted' });
  return reason;
}

/** Whether a response says why the log cannot be read, so that it does not help to try again. */
function isRejected(error: unknown): boolean {
  return isResponseError(error) && error.statusCode < 500;
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

function delay(ms: number): Promise<void> {
  return new Promise(resolve => {
    setTimeout(resolve, ms);
  });
}
