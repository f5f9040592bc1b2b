import type { DeploymentState } from '../schemas/binding';
import type { Condition } from '../schemas/condition';
import type { ReleaseState } from '../schemas/spec-fields';
import {
  hasReadyPods,
  hasRolledOut,
  type ObservedHealth,
} from './observed-object';
import { firstProblem, type ObjectProblem } from './object-problem';

/**
 * Input of {@link deploymentStateOf}: facts about the binding, its Release and its data plane.
 *
 * @public
 */
export interface DeploymentEvidence<T extends ObservedHealth = ObservedHealth> {
  /** `spec.releaseState` of the binding. */
  releaseState: ReleaseState;
  isBeingDeleted: boolean;
  /** `metadata.generation` of the binding. */
  generation?: number;
  /** The Ready condition of the binding. */
  ready?: Pick<Condition, 'status' | 'reason' | 'observedGeneration'>;
  /** Last observed status of the objects in the data plane. Undefined if there is no Release. */
  objects?: readonly T[];
  /** Whether the Reachable condition of the data plane is False. */
  isDataPlaneUnreachable: boolean;
  /** Age of the binding in milliseconds. */
  age: number;
}

/**
 * Why a deployment is in a state. Pages map it to a sentence.
 *
 * @public
 */
export type StateCause =
  | 'DataPlaneUnreachable'
  | 'Deleting'
  | 'Suspending'
  | 'NotObserved'
  | 'NotReconciled'
  | 'NoObjects'
  | 'Running'
  | 'Suspended'
  | 'Undeployed'
  | 'ObjectHealth'
  | 'ConnectionsPending'
  | 'ReferenceNotFound'
  | 'ReleaseFailed'
  | 'UnknownReason';

/**
 * The state of a deployment and its cause.
 *
 * @public
 */
export interface DerivedState<T extends ObservedHealth = ObservedHealth> {
  state: DeploymentState;
  cause: StateCause;
  /** First problem of the objects. Only with cause `ObjectHealth`. */
  problem?: ObjectProblem<T>;
}

/** Age in milliseconds up to which a binding without a status counts as Progressing. */
const statusGracePeriodMs = 30_000;

/** Cause for each reason of a Ready condition that is False, of OpenChoreo v0.3.2 and of Promenade. */
const causes: ReadonlyMap<string, StateCause> = new Map([
  ['ResourcesSuspended', 'Suspended'],
  ['ResourcesUndeployed', 'Undeployed'],
  ['ResourceHealthProgressing', 'ObjectHealth'],
  ['ResourceHealthDegraded', 'ObjectHealth'],
  ['ResourcesPending', 'ObjectHealth'],
  ['ConnectionsPending', 'ConnectionsPending'],
  ['ServiceClassNotFound', 'ReferenceNotFound'],
  ['WebApplicationClassNotFound', 'ReferenceNotFound'],
  ['ScheduledTaskClassNotFound', 'ReferenceNotFound'],
  ['APIClassNotFound', 'ReferenceNotFound'],
  ['ProjectNotFound', 'ReferenceNotFound'],
  ['EnvironmentNotFound', 'ReferenceNotFound'],
  ['DataPlaneNotFound', 'ReferenceNotFound'],
  ['ConfigurationMissing', 'ReleaseFailed'],
  ['InvalidConfiguration', 'ReleaseFailed'],
  ['PolicyViolation', 'ReleaseFailed'],
  ['ReleaseCreationFailed', 'ReleaseFailed'],
  ['ReleaseUpdateFailed', 'ReleaseFailed'],
  ['ReleaseDeletionFailed', 'ReleaseFailed'],
  ['ReleaseNotApplied', 'ReleaseFailed'],
  ['ReleaseTaken', 'ReleaseFailed'],
]);

/**
 * Returns the state of a deployment. The control plane writes it to the status of the binding; pages, REST, catalog and
 * agents compute it from the resource cache. Reasons that are not known result in `Unknown`. `Waiting` is for another
 * component: a connection whose target does not exist or is not deployed yet.
 *
 * @public
 */
export function deploymentStateOf<T extends ObservedHealth>(
  evidence: DeploymentEvidence<T>,
): DerivedState<T> {
  const { ready, generation } = evidence;
  if (evidence.isDataPlaneUnreachable)
    return { state: 'Unknown', cause: 'DataPlaneUnreachable' };
  if (evidence.isBeingDeleted) {
    return { state: 'Progressing', cause: 'Deleting' };
  }
  if (!ready) return stateWithoutCondition(evidence);
  if ((ready.observedGeneration ?? Infinity) < (generation ?? 0)) {
    return { state: 'Progressing', cause: 'NotObserved' };
  }
  if (ready.status === 'Unknown') {
    return { state: 'Unknown', cause: 'UnknownReason' };
  }
  return ready.status === 'True'
    ? stateWhenReady(evidence, ready)
    : stateByReason(evidence, ready.reason);
}

function stateWhenReady<T extends ObservedHealth>(
  { releaseState, objects }: DeploymentEvidence<T>,
  { observedGeneration }: NonNullable<DeploymentEvidence['ready']>,
): DerivedState<T> {
  if (releaseState !== 'Active') return stoppingState(releaseState);
  // OpenChoreo v0.3.2 sets True before it observes the objects, and without observedGeneration.
  return objects?.length || observedGeneration !== undefined
    ? { state: 'Ready', cause: 'Running' }
    : { state: 'Progressing', cause: 'NoObjects' };
}

function stateByReason<T extends ObservedHealth>(
  { releaseState, objects }: DeploymentEvidence<T>,
  reason: string,
): DerivedState<T> {
  const cause = causes.get(reason);
  switch (cause) {
    case 'Suspended':
      return { state: 'Suspended', cause };
    case 'Undeployed':
      return objects
        ? { state: 'Progressing', cause: 'Deleting' }
        : { state: 'NotDeployed', cause };
    case 'ObjectHealth':
      return releaseState === 'Active'
        ? stateByHealth(objects ?? [])
        : stoppingState(releaseState);
    case 'ConnectionsPending':
      return { state: 'Waiting', cause };
    case 'ReferenceNotFound':
    case 'ReleaseFailed':
      return { state: 'Failed', cause };
    default:
      return { state: 'Unknown', cause: 'UnknownReason' };
  }
}

function stateByHealth<T extends ObservedHealth>(
  objects: readonly T[],
): DerivedState<T> {
  const cause = 'ObjectHealth';
  const problem = firstProblem(objects);
  if (problem && !problem.isTransient) {
    // Pods of the previous release may still serve requests: the deployment is then degraded, not failed.
    const isServing = objects.some(
      object => hasRolledOut(object) || hasReadyPods(object),
    );
    return { state: isServing ? 'Degraded' : 'Failed', cause, problem };
  }
  const isDegraded = objects.some(
    ({ healthStatus }) => healthStatus === 'Degraded',
  );
  return { state: isDegraded ? 'Degraded' : 'Progressing', cause, problem };
}

/** Some kinds of OpenChoreo v0.3.2 have no conditions: the state then depends on the objects only. */
function stateWithoutCondition<T extends ObservedHealth>({
  objects,
  age,
}: DeploymentEvidence<T>): DerivedState<T> {
  if (objects?.length) {
    return objects.every(({ healthStatus }) => healthStatus === 'Healthy')
      ? { state: 'Ready', cause: 'Running' }
      : stateByHealth(objects);
  }
  return age < statusGracePeriodMs
    ? { state: 'Progressing', cause: 'NotObserved' }
    : { state: 'Unknown', cause: 'NotReconciled' };
}

/** State while a suspended or undeployed binding still has running objects. */
function stoppingState<T extends ObservedHealth>(
  releaseState: ReleaseState,
): DerivedState<T> {
  return {
    state: 'Progressing',
    cause: releaseState === 'Suspend' ? 'Suspending' : 'Deleting',
  };
}
