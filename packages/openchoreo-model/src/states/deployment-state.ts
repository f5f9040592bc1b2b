import type { DeploymentState } from '../schemas/binding';
import type { Condition } from '../schemas/condition';
import type { ReleaseState } from '../schemas/spec-fields';
import {
  hasReadyPods,
  hasRolledOut,
  type ObservedHealth,
} from './observed-object';
import { troubleOf, type Trouble } from './trouble';

/** All that the state of a deployment is told from: of its binding, its Release, and its data plane. */
export interface DeploymentEvidence<T extends ObservedHealth = ObservedHealth> {
  /** What is asked for. */
  releaseState: ReleaseState;
  isBeingDeleted: boolean;
  /** The version of what is asked for. */
  generation?: number;
  /** The Ready condition of the binding, where it has one. */
  ready?: Pick<Condition, 'status' | 'reason' | 'observedGeneration'>;
  /** The objects in the data plane as they were last seen; undefined while nothing has been rendered. */
  objects?: readonly T[];
  /** Whether the data plane is known not to answer. */
  isOutOfReach: boolean;
  /** How long the binding has existed, in milliseconds. */
  age: number;
}

/** Why a deployment is in a state; a page says it in a sentence. */
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

/** The state of a deployment and what it was told from. */
export interface StateVerdict<T extends ObservedHealth = ObservedHealth> {
  state: DeploymentState;
  cause: StateCause;
  /** Of cause `Health`, where something is known to be wrong. */
  trouble?: Trouble<T>;
}

/** How long something new may go without a word from the control plane, in milliseconds. */
const silenceThatIsNormal = 30_000;

/** What each reason of a Ready condition that is False means; those of OpenChoreo v0.3.2 and ours. */
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
 * The one mapping from what the platform reports to the eight states. The control plane writes it into a binding's
 * status; page, REST, catalog and agents tell it anew from what they see. It never guesses: what it does not know is
 * `Unknown`. `Waiting` is of promotions, and never of what is deployed.
 */
export function deploymentStateOf<T extends ObservedHealth>(
  evidence: DeploymentEvidence<T>,
): StateVerdict<T> {
  const { ready, generation } = evidence;
  if (evidence.isOutOfReach) return { state: 'Unknown', cause: 'OutOfReach' };
  if (evidence.isBeingDeleted) {
    return { state: 'Progressing', cause: 'BeingRemoved' };
  }
  if (!ready) return withoutCondition(evidence);
  if ((ready.observedGeneration ?? Infinity) < (generation ?? 0)) {
    return { state: 'Progressing', cause: 'NotTakenUp' };
  }
  if (ready.status === 'Unknown') {
    return { state: 'Unknown', cause: 'Unrecognised' };
  }
  return ready.status === 'True'
    ? whenReady(evidence, ready)
    : byReason(evidence, ready.reason);
}

function whenReady<T extends ObservedHealth>(
  { releaseState, objects }: DeploymentEvidence<T>,
  { observedGeneration }: NonNullable<DeploymentEvidence['ready']>,
): StateVerdict<T> {
  if (releaseState !== 'Active') return settling(releaseState);
  // OpenChoreo v0.3.2 says True before it has looked; what says which generation it has seen, has looked.
  return objects?.length || observedGeneration !== undefined
    ? { state: 'Ready', cause: 'Runs' }
    : { state: 'Progressing', cause: 'NothingSeen' };
}

function byReason<T extends ObservedHealth>(
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
        ? byHealth(objects ?? [])
        : settling(releaseState);
    case 'WaitsForConnections':
      return { state: 'Progressing', cause };
    case 'SomethingMissing':
    case 'Refused':
      return { state: 'Failed', cause };
    default:
      return { state: 'Unknown', cause: 'Unrecognised' };
  }
}

function byHealth<T extends ObservedHealth>(
  objects: readonly T[],
): StateVerdict<T> {
  const cause = 'Health';
  const trouble = troubleOf(objects);
  if (trouble && !trouble.mayPass) {
    // The release before may still answer: then what was ready is not lost, and it is degraded.
    const answers = objects.some(
      object => hasRolledOut(object) || hasReadyPods(object),
    );
    return { state: answers ? 'Degraded' : 'Failed', cause, trouble };
  }
  const isDegraded = objects.some(
    ({ healthStatus }) => healthStatus === 'Degraded',
  );
  return { state: isDegraded ? 'Degraded' : 'Progressing', cause, trouble };
}

/** Some kinds of OpenChoreo v0.3.2 have no conditions: what is seen in the data plane then says it all. */
function withoutCondition<T extends ObservedHealth>({
  objects,
  age,
}: DeploymentEvidence<T>): StateVerdict<T> {
  if (objects?.length) {
    return objects.every(({ healthStatus }) => healthStatus === 'Healthy')
      ? { state: 'Ready', cause: 'Runs' }
      : byHealth(objects);
  }
  return age < silenceThatIsNormal
    ? { state: 'Progressing', cause: 'NotTakenUp' }
    : { state: 'Unknown', cause: 'Silence' };
}

/** On its way to not running, on purpose. */
function settling<T extends ObservedHealth>(
  releaseState: ReleaseState,
): StateVerdict<T> {
  return {
    state: 'Progressing',
    cause: releaseState === 'Suspend' ? 'BeingSuspended' : 'BeingRemoved',
  };
}
