import {
  creationFailureOf,
  hasTimedOut,
  jobFailureOf,
  type ObservedHealth,
} from './observed-object';

/**
 * A problem of an object in the data plane.
 *
 * @public
 */
export interface ObjectProblem<T extends ObservedHealth = ObservedHealth> {
  /** Reason as Kubernetes reports it. */
  reason: string;
  /** Message as Kubernetes reports it. */
  message?: string;
  /** Whether the problem can resolve itself. */
  isTransient: boolean;
  /** The object with the problem. */
  object: T;
}

/** Reasons of pods that can resolve themselves, for example when a node is added. */
const transientReasons: ReadonlySet<string> = new Set([
  'Unschedulable',
  'Evicted',
]);

/**
 * Returns the first problem of the objects of a deployment.
 *
 * @param objects - last observed status of the objects
 *
 * @public
 */
export function firstProblem<T extends ObservedHealth>(
  objects: readonly T[],
): ObjectProblem<T> | undefined {
  for (const object of objects) {
    const problem = isUnhealthy(object) ? problemOfObject(object) : undefined;
    if (problem) return { ...problem, object };
  }
  return undefined;
}

/**
 * Reports whether an object is neither healthy nor suspended.
 *
 * @public
 */
export function isUnhealthy({ healthStatus }: ObservedHealth): boolean {
  return healthStatus !== 'Healthy' && healthStatus !== 'Suspended';
}

function problemOfObject(
  object: ObservedHealth,
): Omit<ObjectProblem, 'object'> | undefined {
  if (object.trouble) {
    const { reason, message } = object.trouble;
    return { reason, message, isTransient: transientReasons.has(reason) };
  }
  const failure = creationFailureOf(object);
  if (failure) {
    return { reason: 'ReplicaFailure', message: failure, isTransient: false };
  }
  if (hasTimedOut(object)) {
    return { reason: 'ProgressDeadlineExceeded', isTransient: false };
  }
  const failed = jobFailureOf(object);
  return failed && { ...failed, isTransient: false };
}
