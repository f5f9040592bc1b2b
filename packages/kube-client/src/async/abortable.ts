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
    if (!signal) {
      begin(resolve);
      return;
    }
    if (signal.aborted) {
      reject(signal.reason);
      return;
    }
    const over = new AbortController();
    const callOff = begin(value => {
      over.abort();
      resolve(value);
    });
    signal.addEventListener(
      'abort',
      () => {
        callOff();
        reject(signal.reason);
      },
      { once: true, signal: over.signal },
    );
  });
}
