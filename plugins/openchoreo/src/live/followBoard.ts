import {
  reads,
  type ComponentRef,
  type OpenChoreoApi,
} from '@promenade/backstage-plugin-openchoreo-common';
import type { BoardUpdate } from './LiveBoardStore';
import { requestStreamSlot } from './streamSlots';

/** Interval of requests while there is no slot for a stream. */
const pollIntervalMs = 5_000;
/** A free slot is granted within a few milliseconds. Requests for the board start after this time only. */
const slotGrantMs = 100;

/**
 * Follows a board over a stream of server-sent events. Polls the board while the browser has no slot for another stream.
 * Resolves when the stream ends, rejects when a request fails or the signal is aborted.
 */
export async function followBoard(
  api: Pick<OpenChoreoApi, 'request' | 'streamBoard'>,
  ref: ComponentRef,
  signal: AbortSignal,
  onUpdate: (update: BoardUpdate) => void,
): Promise<void> {
  const slot = requestStreamSlot();
  signal.addEventListener('abort', slot.release);
  try {
    await Promise.race([slot.granted, delay(slotGrantMs)]);
    while (!slot.isGranted) {
      const board = await api.request(reads.getDeployBoard, ref, { signal });
      onUpdate({ type: 'poll', board });
      await Promise.race([slot.granted, delay(pollIntervalMs)]);
      signal.throwIfAborted();
    }
    await api.streamBoard(ref, { signal, onMessage: onUpdate });
  } finally {
    slot.release();
    signal.removeEventListener('abort', slot.release);
  }
}

/** Resolves after a time. */
export function delay(ms: number): Promise<void> {
  return new Promise(resolve => {
    setTimeout(resolve, ms);
  });
}
