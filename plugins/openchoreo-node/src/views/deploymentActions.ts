import {
  isPromotionComplete,
  type DeploymentAction,
} from '@promenade/backstage-plugin-openchoreo-common';
import type {
  ComponentSnapshot,
  DeploymentSnapshot,
} from '../domain/ComponentSnapshot';
import {
  promotionBlockers,
  runningPromotionBlockers,
} from './promotionBlockers';
import { deploymentIn, environmentLabel } from './snapshotLookups';

/**
 * The actions of an environment, the most likely one first. A disabled one has its reason. A promotion is an action of its
 * target, so that each step of the pipeline is offered once.
 */
export function deploymentActions(
  snapshot: ComponentSnapshot,
  environment: string,
): DeploymentAction[] {
  const deployment = deploymentIn(snapshot, environment);
  const promotions = (snapshot.pipeline?.edges ?? [])
    .filter(({ to }) => to === environment)
    .map(edge => promote(snapshot, edge));
  const actions = [
    ...decisions(snapshot, environment),
    ...promotions,
    ...(!deployment || deployment.intent === 'Undeploy'
      ? [deploy(snapshot, deployment, environment)]
      : stateActions(snapshot, deployment)),
  ];
  return actions.filter(({ verb }) => snapshot.actions?.has(verb) ?? true);
}

/** The decisions about the promotions to an environment that have not ended. */
function decisions(
  { promotions }: ComponentSnapshot,
  environment: string,
): DeploymentAction[] {
  return promotions
    .filter(
      promotion =>
        promotion.to === environment && !isPromotionComplete(promotion),
    )
    .flatMap(({ name: promotion, phase }) => {
      const verbs =
        phase === 'AwaitingApproval'
          ? (['Approve', 'Reject', 'Cancel'] as const)
          : (['Cancel'] as const);
      return verbs.map(verb => ({ verb, promotion, enabled: true }));
    });
}

function promote(
  snapshot: ComponentSnapshot,
  edge: { from: string; to: string },
): DeploymentAction {
  const [blocker] = promotionBlockers(snapshot, edge);
  const action = {
    verb: 'Promote',
    source: edge.from,
    target: edge.to,
  } as const;
  return blocker
    ? { ...action, enabled: false, reason: blocker.message }
    : { ...action, enabled: true };
}

function deploy(
  snapshot: ComponentSnapshot,
  deployment: DeploymentSnapshot | undefined,
  environment: string,
): DeploymentAction {
  if (deployment && !deployment.isBeingDeleted) {
    return { verb: 'Deploy', enabled: true };
  }
  const edges = snapshot.pipeline?.edges ?? [];
  const source = edges.find(({ to }) => to === environment)?.from;
  return {
    verb: 'Deploy',
    enabled: false,
    reason: source
      ? `It is deployed here by a promotion from ${environmentLabel(
          snapshot,
          source,
        )}.`
      : firstDeploymentHint(snapshot),
  };
}

function firstDeploymentHint({ apis }: ComponentSnapshot): string {
  return apis.length
    ? 'The component has standalone APIs only. They need no deployment.'
    : 'It is deployed here automatically when the component has a workload.';
}

function stateActions(
  snapshot: ComponentSnapshot,
  deployment: DeploymentSnapshot,
): DeploymentAction[] {
  const availability = deployment.isBeingDeleted
    ? ({ enabled: false, reason: 'It is being removed.' } as const)
    : ({ enabled: true } as const);
  return [
    {
      verb: deployment.intent === 'Suspend' ? 'Resume' : 'Suspend',
      ...availability,
    },
    // A scheduled task starts new pods anyway.
    ...(deployment.intent === 'Active' && snapshot.type !== 'ScheduledTask'
      ? [{ verb: 'Restart' as const, ...availability }]
      : []),
    ...(deployment.intent === 'Active' && deployment.schedule?.expression
      ? [{ verb: 'Run now' as const, ...availability }]
      : []),
    rollBack(snapshot, deployment, availability),
    { verb: 'Undeploy', ...availability },
  ];
}

/** Whether there is an earlier release is not known here: the list of releases has them. */
function rollBack(
  snapshot: ComponentSnapshot,
  { environment, managedBy }: DeploymentSnapshot,
  availability: Pick<DeploymentAction, 'enabled' | 'reason'>,
): DeploymentAction {
  const [blocker] = runningPromotionBlockers(snapshot, environment);
  const reason =
    availability.reason ??
    (managedBy && `${managedBy} manages the deployment.`) ??
    blocker?.message;
  return { verb: 'Roll back', enabled: !reason, reason };
}
