import {
  creationFailureOf,
  hasTimedOut,
  jobFailureOf,
  type ObservedHealth,
} from './observed-object';

/** Something that keeps an object of the data plane from being well. */
export interface Trouble<T extends ObservedHealth = ObservedHealth> {
  /** Kubernetes' own word where it has one. */
  reason: string;
  /** A sentence of Kubernetes, where it says more than the reason. */
  message?: string;
  /** Whether it may pass without anybody doing anything. */
  mayPass: boolean;
  /** The object that is in trouble. */
  object: T;
}

/** What pods can suffer from that passes by itself, as when a node comes. Everything else that they name does not. */
const passing: ReadonlySet<string> = new Set(['Unschedulable', 'Evicted']);

/**
 * The first thing that is wrong with the objects of a deployment.
 *
 * @param objects - as they were last seen in the data plane
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

/** Tells whether an object is neither healthy nor at rest on purpose. */
export function isUnwell({ healthStatus }: ObservedHealth): boolean {
  return healthStatus !== 'Healthy' && healthStatus !== 'Suspended';
}

function troubleOfObject(
  object: ObservedHealth,
): Omit<Trouble, 'object'> | undefined {
  if (object.trouble) {
    const { reason, message } = object.trouble;
    return { reason, message, mayPass: passing.has(reason) };
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
