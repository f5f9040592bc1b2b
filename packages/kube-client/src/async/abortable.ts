import { Clock } from '../clock/Clock';

/**
 * Returns a promise that an abort rejects.
 *
 * @param begin - starts the wait; gets the resolve function and returns a function that cancels the wait
 * @throws the reason of the signal when it is aborted
 */
export function abortable<T>(
  signal: AbortSignal | undefined,
  begin: (resolve: (value: T) => void) => () => void,
): Promise<T> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(signal.reason);
      return;
    }
    const cancel = begin(value => {
      signal?.removeEventListener('abort', onAbort);
      resolve(value);
    });
    function onAbort() {
      cancel();
      reject(signal?.reason);
    }
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}

/**
 * Waits `ms` milliseconds.
 *
 * @throws the reason of the signal when it is aborted
 */
export function sleep(
  clock: Clock,
  ms: number,
  signal?: AbortSignal,
): Promise<void> {
  return abortable<void>(signal, resolve => clock.after(ms, resolve));
}
