import {
  Release,
  ReleaseState,
  getCondition,
  firstProblem,
} from '@promenade/openchoreo-model';
import { objectState, type ObjectState } from '../release-state';
import { bindingReasons as reasons } from './reasons';

/** What a binding's Ready condition says. */
export interface Readiness {
  status: 'True' | 'False';
  reason: string;
  message: string;
}

/** Whether the data plane was looked at for what a Release holds now. */
export function isObserved({ status, metadata }: Release): boolean {
  return (status?.observedGeneration ?? 0) >= (metadata.generation ?? 0);
}

const inMessageOrder: readonly ObjectState[] = [
  'Progressing',
  'Degraded',
  'Healthy',
  'Suspended',
];

type Resource = NonNullable<
  NonNullable<Release['status']>['resources']
>[number];

/** Readiness of a binding that is on its way; the message says what it waits for. */
export function progressing(
  message: string,
  reason: string = reasons.progressing,
): Readiness {
  return { status: 'False', reason, message };
}

/** Readiness of a binding that cannot be deployed as it is declared: it will not get there by itself. */
export function notReady(reason: string, message: string): Readiness {
  return { status: 'False', reason, message };
}

/**
 * How a binding is, from what its Release reports; the table is OpenChoreo v0.3.2's.
 * Different on purpose: until the data plane has been looked at for what the Release holds now, nothing is called ready,
 * and an object that the data plane refused makes the binding not ready, with the server's reason.
 */
export function readinessOf(
  release: Release,
  releaseState: ReleaseState,
): Readiness {
  const { status } = release;
  if (!isObserved(release)) {
    return progressing(
      'Waiting for the release to be applied to the data plane',
    );
  }
  const applied = getCondition(status?.conditions, 'Applied');
  if (applied?.status === 'False') {
    return notReady(reasons.releaseNotApplied, applied.message);
  }
  return healthOf(status?.resources ?? [], releaseState);
}

function healthOf(
  resources: readonly Resource[],
  releaseState: ReleaseState,
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
  for (const resource of resources) {
    counts[objectState(resource)] += 1;
  }
  if (releaseState === 'Suspend' && counts.Suspended > 0) {
    return {
      status: 'False',
      reason: reasons.suspended,
      message: 'Resources suspended',
    };
  }
  if (counts.Healthy === total) {
    return {
      status: 'True',
      reason: reasons.active,
      message: `All ${total} resources are deployed and healthy`,
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

/**
 * What the first object in trouble suffers from, as `Deployment greeter: ImagePullBackOff of container main (1 of 1 pod)`.
 * The condition counts only, as in OpenChoreo v0.3.2; whoever reads it has to know where to look.
 */
export function describeTrouble({ status }: Release): string | undefined {
  const trouble = firstProblem(status?.resources ?? []);
  return (
    trouble &&
    `${trouble.object.kind} ${trouble.object.name}: ${
      trouble.message || trouble.reason
    }`
  );
}
