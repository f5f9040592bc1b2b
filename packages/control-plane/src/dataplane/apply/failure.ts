import { ApiError, ConnectionError } from '@promenade/kube-client';

/** Something that a Release could not get done on its data plane. */
export interface Failure {
  /** Id of the resource it is about. */
  readonly id: string;
  /** What failed, on which object, in the server's words. */
  readonly message: string;
  /** Whether trying again soon may mend it. */
  readonly transient: boolean;
}

/** Whether an error may go away by itself: no answer, an overloaded or failing server, a lost race. */
export function isTransient(error: unknown): boolean {
  if (error instanceof ApiError) {
    return (
      error.code >= 500 ||
      error.code === 429 ||
      error.code === 409 ||
      error.code === 408
    );
  }
  return (
    error instanceof ConnectionError ||
    (error instanceof Error &&
      error.cause !== undefined &&
      isTransient(error.cause))
  );
}

/** The error as a failure to do something to an object. */
export function failureOf(id: string, what: string, error: unknown): Failure {
  const why = error instanceof Error ? error.message : String(error);
  return { id, message: `${what}: ${why}`, transient: isTransient(error) };
}
