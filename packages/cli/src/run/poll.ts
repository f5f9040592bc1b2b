import { setTimeout } from 'node:timers/promises';
import { isTransient } from '../errors/describeError';

const intervalMs = 1000;

/**
 * Reads a value again and again, until the caller stops or the signal is aborted. A portal or a control plane that restarts does not
 * end it: the next value comes when it answers again.
 *
 * @throws any other error of `read`, and the reason of the signal
 */
export async function* poll<T>(
  read: () => Promise<T>,
  signal: AbortSignal,
): AsyncGenerator<T> {
  for (let isFirst = true; ; isFirst = false) {
    signal.throwIfAborted();
    try {
      yield await read();
    } catch (error) {
      signal.throwIfAborted();
      if (isFirst || !isTransient(error)) throw error;
    }
    await setTimeout(intervalMs, undefined, { signal });
  }
}
