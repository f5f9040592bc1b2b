import { Clock } from '../clock/Clock';

/**
 * A promise that an abort ends: `begin` is given what resolves it and returns what calls the wait off.
 *
 * @throws the signal's reason, as soon as it is aborted
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
    const callOff = begin(value => {
      signal?.removeEventListener('abort', onAbort);
      resolve(value);
    });
    function onAbort() {
      callOff();
      reject(signal?.reason);
    }
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}

/**
 * Waits `ms` milliseconds of the given clock.
 *
 * @throws the signal's reason, as soon as the signal is aborted
 */
export function sleep(
  clock: Clock,
  ms: number,
  signal?: AbortSignal,
): Promise<void> {
  return abortable<void>(signal, resolve => clock.after(ms, resolve));
}
