import {
  ApiError,
  ConnectionError,
  type UnstructuredObject,
} from '@promenade/kube-client';
import type { SyncStatus } from './drift-detector';
import type { DesiredObject } from './desired-objects';

/** The result of applying one object of a Release. */
export interface ApplyResult {
  readonly desired: DesiredObject;
  /** The live object after the pass. */
  readonly live?: UnstructuredObject;
  /** Why it was applied; `Current` when it was not. */
  readonly syncStatus: SyncStatus;
  readonly failure?: Failure;
}

/** An operation on the data plane that failed. */
export interface Failure {
  /** Id of the resource in the Release. */
  readonly id: string;
  /** Object and error, with the server's message. */
  readonly message: string;
  /** Whether a retry may succeed without any change. */
  readonly transient: boolean;
}

/** Whether an error may go away by itself: no response, an overloaded or failing server, a conflict. */
function isTransient(error: unknown): boolean {
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

/**
 * Converts an error to a failure.
 *
 * @param subject - start of the message: the object or the operation
 */
export function failureOf(
  id: string,
  subject: string,
  error: unknown,
): Failure {
  const reason = error instanceof Error ? error.message : String(error);
  return {
    id,
    message: `${subject}: ${reason}`,
    transient: isTransient(error),
  };
}
