import { failureOf, type Failure } from './failureOf';

/** The longest time between two checks, in milliseconds. */
const maxRecheckMs = 60_000;

/**
 * Checks the permission for something that goes on, until the caller has it no longer. While it cannot be decided, such as without
 * the permission backend, the last decision holds.
 *
 * @param check - throws when the caller does not have the permission
 * @param end - is called once, with the reason
 * @param onDefect - receives an error that is none of Backstage
 * @returns how to cancel it
 */
export function endWhenDenied(
  check: () => Promise<unknown>,
  end: (failure: Failure) => void,
  onDefect: (error: Error) => void,
): () => void {
  let isCancelled = false;
  let timer: ReturnType<typeof setTimeout>;
  const recheck = async () => {
    const failure = await check().then(
      () => undefined,
      error => failureOf(error, onDefect),
    );
    if (isCancelled) return;
    if (failure && failure.status < 500) end(failure);
    else checkLater();
  };
  function checkLater() {
    // With jitter, so that what began together is not checked at the same time.
    timer = setTimeout(recheck, maxRecheckMs * (1 - Math.random() / 2));
    timer.unref();
  }
  checkLater();
  return () => {
    isCancelled = true;
    clearTimeout(timer);
  };
}
