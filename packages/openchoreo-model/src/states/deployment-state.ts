import type { DeploymentState } from '../schemas/binding';
import type { Condition } from '../schemas/condition';
import type { ReleaseState } from '../schemas/spec-fields';
import {
  hasReadyPods,
  hasRolledOut,
  type ObservedHealth,
} from './observed-object';
import { troubleOf, type Trouble } from './trouble';

/** Input of {@link deploymentStateOf}: facts about the binding, its Release and its data plane. */
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
  isOutOfReach: boolean;
  /** Age of the binding in milliseconds. */
  age: number;
}

/** Why a deployment is in a state. Pages map it to a sentence. */
export type StateCause =
  | 'OutOfReach'
  | 'BeingRemoved'
  | 'BeingSuspended'
  | 'NotTakenUp'
  | 'Silence'
  | 'NothingSeen'
  | 'Runs'
  | 'SuspendedOnPurpose'
  | 'Undeployed'
  | 'Health'
  | 'WaitsForConnections'
  | 'SomethingMissing'
  | 'Refused'
  | 'Unrecognised';

/** The state of a deployment and its cause. */
export interface StateVerdict<T extends ObservedHealth = ObservedHealth> {
  state: DeploymentState;
  cause: StateCause;
  /** First problem of the objects. Only with cause `Health`. */
  trouble?: Trouble<T>;
}

/** Age in milliseconds up to which a binding without a status counts as Progressing. */
const statusGracePeriodMs = 30_000;

/** Cause for each reason of a Ready condition that is False, of OpenChoreo v0.3.2 and of Promenade. */
const causes: ReadonlyMap<string, StateCause> = new Map([
  ['ResourcesSuspended', 'SuspendedOnPurpose'],
  ['ResourcesUndeployed', 'Undeployed'],
  ['ResourceHealthProgressing', 'Health'],
  ['ResourceHealthDegraded', 'Health'],
  ['ResourcesPending', 'Health'],
  ['ConnectionsPending', 'WaitsForConnections'],
  ['ServiceClassNotFound', 'SomethingMissing'],
  ['WebApplicationClassNotFound', 'SomethingMissing'],
  ['ScheduledTaskClassNotFound', 'SomethingMissing'],
  ['APIClassNotFound', 'SomethingMissing'],
  ['ProjectNotFound', 'SomethingMissing'],
  ['EnvironmentNotFound', 'SomethingMissing'],
  ['DataPlaneNotFound', 'SomethingMissing'],
  ['ConfigurationMissing', 'Refused'],
  ['InvalidConfiguration', 'Refused'],
  ['PolicyViolation', 'Refused'],
  ['ReleaseCreationFailed', 'Refused'],
  ['ReleaseUpdateFailed', 'Refused'],
  ['ReleaseDeletionFailed', 'Refused'],
  ['ReleaseNotApplied', 'Refused'],
  ['ReleaseTaken', 'Refused'],
]);

/**
 * Returns the state of a deployment. The control plane writes it to the status of the binding; pages, REST, catalog and
 * agents compute it from the resource cache. Reasons that are not known result in `Unknown`. `Waiting` is for another
 * component: a connection whose target does not exist or is not deployed yet.
 */
export function deploymentStateOf<T extends ObservedHealth>(
  evidence: DeploymentEvidence<T>,
): StateVerdict<T> {
  const { ready, generation } = evidence;
  if (evidence.isOutOfReach) return { state: 'Unknown', cause: 'OutOfReach' };
  if (evidence.isBeingDeleted) {
    return { state: 'Progressing', cause: 'BeingRemoved' };
  }
  if (!ready) return stateWithoutCondition(evidence);
  if ((ready.observedGeneration ?? Infinity) < (generation ?? 0)) {
    return { state: 'Progressing', cause: 'NotTakenUp' };
  }
  if (ready.status === 'Unknown') {
    return { state: 'Unknown', cause: 'Unrecognised' };
  }
  return ready.status === 'True'
    ? stateWhenReady(evidence, ready)
    : stateByReason(evidence, ready.reason);
}

function stateWhenReady<T extends ObservedHealth>(
  { releaseState, objects }: DeploymentEvidence<T>,
  { observedGeneration }: NonNullable<DeploymentEvidence['ready']>,
): StateVerdict<T> {
  if (releaseState !== 'Active') return stoppingState(releaseState);
  // OpenChoreo v0.3.2 sets True before it observes the objects, and without observedGeneration.
  return objects?.length || observedGeneration !== undefined
    ? { state: 'Ready', cause: 'Runs' }
    : { state: 'Progressing', cause: 'NothingSeen' };
}

function stateByReason<T extends ObservedHealth>(
  { releaseState, objects }: DeploymentEvidence<T>,
  reason: string,
): StateVerdict<T> {
  const cause = causes.get(reason);
  switch (cause) {
    case 'SuspendedOnPurpose':
      return { state: 'Suspended', cause };
    case 'Undeployed':
      return objects
        ? { state: 'Progressing', cause: 'BeingRemoved' }
        : { state: 'NotDeployed', cause };
    case 'Health':
      return releaseState === 'Active'
        ? stateByHealth(objects ?? [])
        : stoppingState(releaseState);
    case 'WaitsForConnections':
      return { state: 'Waiting', cause };
    case 'SomethingMissing':
    case 'Refused':
      return { state: 'Failed', cause };
    default:
      return { state: 'Unknown', cause: 'Unrecognised' };
  }
}

function stateByHealth<T extends ObservedHealth>(
  objects: readonly T[],
): StateVerdict<T> {
  const cause = 'Health';
  const trouble = troubleOf(objects);
  if (trouble && !trouble.mayPass) {
    // Pods of the previous release may still serve requests: the deployment is then degraded, not failed.
    const isServing = objects.some(
      object => hasRolledOut(object) || hasReadyPods(object),
    );
    return { state: isServing ? 'Degraded' : 'Failed', cause, trouble };
  }
  const isDegraded = objects.some(
    ({ healthStatus }) => healthStatus === 'Degraded',
  );
  return { state: isDegraded ? 'Degraded' : 'Progressing', cause, trouble };
}

/** Some kinds of OpenChoreo v0.3.2 have no conditions: the state then depends on the objects only. */
function stateWithoutCondition<T extends ObservedHealth>({
  objects,
  age,
}: DeploymentEvidence<T>): StateVerdict<T> {
  if (objects?.length) {
    return objects.every(({ healthStatus }) => healthStatus === 'Healthy')
      ? { state: 'Ready', cause: 'Runs' }
      : stateByHealth(objects);
  }
  return age < statusGracePeriodMs
    ? { state: 'Progressing', cause: 'NotTakenUp' }
    : { state: 'Unknown', cause: 'Silence' };
}

/** State while a suspended or undeployed binding still has running objects. */
function stoppingState<T extends ObservedHealth>(
  releaseState: ReleaseState,
): StateVerdict<T> {
  return {
    state: 'Progressing',
    cause: releaseState === 'Suspend' ? 'BeingSuspended' : 'BeingRemoved',
  };
}
