import {
  CanaryStatus,
  Release,
  ReleaseResourceStatus,
  ReleaseState,
  firstProblem,
  getCondition,
  observedObjects,
} from '@promenade/openchoreo-model';
import { jsonAt } from '../../runtime/json';
import { objectState, type ObjectState } from '../release-state';
import { bindingReasons as reasons } from './reasons';

/** The Ready condition of a binding, without times. */
export interface Readiness {
  status: 'True' | 'False';
  reason: string;
  message: string;
}

/** Whether the status of a Release is about its current generation. */
export function isObserved({ status, metadata }: Release): boolean {
  return (status?.observedGeneration ?? 0) >= (metadata.generation ?? 0);
}

const inMessageOrder: readonly ObjectState[] = [
  'Progressing',
  'Degraded',
  'Healthy',
  'Suspended',
];

/** The readiness of a binding that progresses; the message says what it waits for. */
export function progressing(
  message: string,
  reason: string = reasons.progressing,
): Readiness {
  return { status: 'False', reason, message };
}

const notApplied = progressing(
  'Waiting for the release to be applied to the data plane',
);

/** The readiness of a binding that needs a change before it can be deployed. */
export function notReady(reason: string, message: string): Readiness {
  return { status: 'False', reason, message };
}

/**
 * Derives the readiness of a binding from the status of its Release, as OpenChoreo v0.3.2 does, with two exceptions: a binding is
 * not ready before the current generation of its Release is observed, nor if the data plane rejected an object. The objects
 * of its canary do not matter.
 */
export function readinessOf(
  release: Release,
  releaseState: ReleaseState,
): Readiness {
  return readinessOfObjects(release, releaseState, observedObjects(release));
}

/** Derives the health of the canary of a binding from the status of its Release, like the readiness of the binding. */
export function canaryStatusOf(
  release: Release,
  releaseState: ReleaseState,
): CanaryStatus {
  const objects = observedObjects(release, 'Canary');
  const readiness =
    objects.length > 0
      ? readinessOfObjects(release, releaseState, objects)
      : notApplied;
  const trouble =
    readiness.status === 'False' && isObserved(release)
      ? describeFirstProblem(objects)
      : undefined;
  return canaryStatus({ ...readiness, message: trouble ?? readiness.message });
}

/** The status of a canary with a readiness. */
export function canaryStatus({
  status,
  reason,
  message,
}: Readiness): CanaryStatus {
  return { ready: status === 'True', reason, message };
}

function readinessOfObjects(
  release: Release,
  releaseState: ReleaseState,
  objects: readonly ReleaseResourceStatus[],
): Readiness {
  const { status } = release;
  if (!isObserved(release)) {
    return notApplied;
  }
  const applied = getCondition(status?.conditions, 'Applied');
  if (applied?.status === 'False') {
    return notReady(reasons.releaseNotApplied, applied.message);
  }
  return healthOf(release, releaseState, objects);
}

function healthOf(
  { spec }: Release,
  releaseState: ReleaseState,
  resources: readonly ReleaseResourceStatus[],
): Readiness {
  const total = resources.length;
  if (total === 0) {
    return {
      status: 'True',
      reason: reasons.active,
      message: 'No resources to deploy',
    };
  }
  const counts: Record<ObjectState, number> = {
    Progressing: 0,
    Degraded: 0,
    Healthy: 0,
    Suspended: 0,
  };
  const desired = new Map(
    spec.resources?.map(({ id, object }) => [id, object]),
  );
  let scaledToZero = 0;
  for (const resource of resources) {
    const state = objectState(resource);
    if (state === 'Suspended' && isAutoscaled(desired.get(resource.id))) {
      scaledToZero += 1;
    }
    counts[state] += 1;
  }
  if (releaseState === 'Suspend' && counts.Suspended > 0) {
    return {
      status: 'False',
      reason: reasons.suspended,
      message: 'Resources suspended',
    };
  }
  if (counts.Healthy + scaledToZero === total) {
    return {
      status: 'True',
      reason: reasons.active,
      message: [
        `All ${total} resources are deployed and healthy`,
        ...(scaledToZero ? [`${scaledToZero} scaled to zero`] : []),
      ].join('; '),
    };
  }
  const figures = inMessageOrder
    .filter(health => counts[health] > 0)
    .map(health => `${counts[health]}/${total} ${health.toLowerCase()}`);
  const message = `Resources status: ${figures.join(', ')}`;
  return counts.Progressing > 0
    ? progressing(message)
    : {
        status: 'False',
        reason: reasons.degraded,
        message,
      };
}

/** Whether an object is suspended when an autoscaler scales to zero: a workload without a number of replicas, or the autoscaler. */
function isAutoscaled(object: unknown): boolean {
  switch (jsonAt(object, 'kind')) {
    case 'HorizontalPodAutoscaler':
      return true;
    case 'Deployment':
    case 'StatefulSet':
      return (
        jsonAt(object, 'spec', 'replicas') === undefined &&
        jsonAt(object, 'spec', 'paused') !== true
      );
    default:
      return false;
  }
}

/**
 * Describes the first problem of a Release, as `Deployment greeter: ImagePullBackOff of container main (1 of 1 pod)`. The Ready
 * condition only has counts, as in OpenChoreo v0.3.2.
 */
export function describeTrouble(release: Release): string | undefined {
  return describeFirstProblem(observedObjects(release));
}

function describeFirstProblem(
  objects: readonly ReleaseResourceStatus[],
): string | undefined {
  const problem = firstProblem(objects);
  return (
    problem &&
    `${problem.object.kind} ${problem.object.name}: ${
      problem.message || problem.reason
    }`
  );
}
