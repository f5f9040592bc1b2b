import {
  verbs,
  verbsOfActions,
  type DeploymentAction,
  type EnvironmentCard,
  type NextStep,
} from '@promenade/backstage-plugin-openchoreo-common';
import type {
  ComponentSnapshot,
  StatusCause,
} from '../domain/ComponentSnapshot';
import {
  deploymentIn,
  environmentLabel,
  unfinishedBuild,
} from './snapshotLookups';

/** What a developer can do about the cause of a state. None where there is nothing to do, or an action does it. */
const remedies: Partial<Record<StatusCause, string>> = {
  DataPlaneUnreachable:
    'Ask the platform team to restore the connection to the data plane.',
  Deleting: 'Wait until its objects are deleted.',
  Suspending: 'Wait until its pods have stopped.',
  NotObserved: 'Wait some seconds, and ask again.',
  NotReconciled:
    'Ask the platform team to check that the control plane is running.',
  NoObjects: 'Wait until its objects are created, and ask again.',
  ConnectionsPending:
    'Deploy the target of the connection to this environment, or remove the connection.',
  ReferenceNotFound:
    'Create what is missing, or refer to something that exists.',
  ReleaseFailed:
    'Correct what the message names. It is deployed again by itself.',
  UnknownReason: 'Ask the platform team what the message means.',
};

/** The actions of a card that change a state for the better. */
const helpfulActions: Readonly<
  Record<EnvironmentCard['state'], readonly DeploymentAction['verb'][]>
> = {
  Ready: [],
  Progressing: ['Approve', 'Reject'],
  Waiting: ['Approve', 'Reject', 'Cancel'],
  Degraded: ['Roll back', 'Restart'],
  Failed: ['Roll back', 'Restart', 'Promote'],
  Suspended: ['Resume'],
  NotDeployed: ['Deploy', 'Promote'],
  Unknown: [],
};

/** What to do in an environment that is not ready: about the cause first, then the actions that are possible. */
export function nextSteps(
  snapshot: ComponentSnapshot,
  card: EnvironmentCard,
): NextStep[] {
  const { environment, state, actions } = card;
  if (state === 'Ready') return [];
  const wanted = helpfulActions[state];
  return [
    ...buildSteps(snapshot, environment.name),
    ...causeSteps(snapshot, card),
    ...actions
      .filter(({ verb }) => wanted.includes(verb))
      .flatMap(action => actionStep(snapshot, environment.name, action)),
  ];
}

function buildSteps(
  snapshot: ComponentSnapshot,
  environment: string,
): NextStep[] {
  const build = unfinishedBuild(snapshot, environment);
  if (!build) return [];
  return build.phase === 'Failed'
    ? [
        {
          message: `Correct the cause of the failed build ${build.name}, and build it again.`,
          action: verbs.buildComponent.name,
        },
      ]
    : [{ message: `Wait until the build ${build.name} has ended.` }];
}

function causeSteps(
  snapshot: ComponentSnapshot,
  { environment, state }: EnvironmentCard,
): NextStep[] {
  const status = deploymentIn(snapshot, environment.name)?.status;
  if (!status) return [];
  const { cause, failure } = status;
  if (cause === 'ObjectHealth') {
    // The message of a known failure names its remedy.
    const message = failure
      ? 'Correct the cause that the message names, and deploy the correction.'
      : 'Wait until its objects are healthy.';
    return state === 'NotDeployed' ? [] : [{ message }];
  }
  const message = remedies[cause];
  return message ? [{ message }] : [];
}

/** An action that is not possible now is a step when its reason says what comes first. */
function actionStep(
  snapshot: ComponentSnapshot,
  environment: string,
  { verb, source, promotion, enabled, reason }: DeploymentAction,
): NextStep | NextStep[] {
  if (!enabled) {
    if (verb === 'Promote' && reason) {
      return { message: `It cannot be promoted to here now. ${reason}` };
    }
    const isFirst = environment === snapshot.pipeline?.environments[0];
    return verb === 'Deploy' && isFirst && reason ? { message: reason } : [];
  }
  const here = environmentLabel(snapshot, environment);
  const from = source && environmentLabel(snapshot, source);
  const messages: Partial<Record<DeploymentAction['verb'], string>> = {
    Approve: `Approve promotion ${promotion}.`,
    Reject: `Reject promotion ${promotion}.`,
    Cancel: `Cancel promotion ${promotion}.`,
    'Roll back': `Roll ${here} back to an earlier release, if it has one.`,
    Restart: 'Restart it, if the cause was temporary.',
    Promote: `Promote the release of ${from} to ${here}.`,
    Resume: `Resume it in ${here}.`,
    Deploy: `Deploy it to ${here} again.`,
  };
  const message = messages[verb];
  return message ? { message, action: verbsOfActions[verb] } : [];
}
