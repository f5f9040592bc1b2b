import {
  creationFailureOf,
  hasTimedOut,
  jobFailureOf,
  type ObservedHealth,
} from './observed-object';

/** A problem of an object in the data plane. */
export interface Trouble<T extends ObservedHealth = ObservedHealth> {
  /** Reason as Kubernetes reports it. */
  reason: string;
  /** Message as Kubernetes reports it. */
  message?: string;
  /** Whether the problem can resolve itself. */
  mayPass: boolean;
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
 */
export function troubleOf<T extends ObservedHealth>(
  objects: readonly T[],
): Trouble<T> | undefined {
  for (const object of objects) {
    const trouble = isUnwell(object) ? troubleOfObject(object) : undefined;
    if (trouble) return { ...trouble, object };
  }
  return undefined;
}

/** Reports whether an object is neither healthy nor suspended. */
export function isUnwell({ healthStatus }: ObservedHealth): boolean {
  return healthStatus !== 'Healthy' && healthStatus !== 'Suspended';
}

function troubleOfObject(
  object: ObservedHealth,
): Omit<Trouble, 'object'> | undefined {
  if (object.trouble) {
    const { reason, message } = object.trouble;
    return { reason, message, mayPass: transientReasons.has(reason) };
  }
  const failure = creationFailureOf(object);
  if (failure) {
    return { reason: 'ReplicaFailure', message: failure, mayPass: false };
  }
  if (hasTimedOut(object)) {
    return { reason: 'ProgressDeadlineExceeded', mayPass: false };
  }
  const failed = jobFailureOf(object);
  return failed && { ...failed, mayPass: false };
}
