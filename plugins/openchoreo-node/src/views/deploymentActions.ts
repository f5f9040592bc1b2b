import type { DeploymentAction } from '@promenade/backstage-plugin-openchoreo-common';
import type {
  ComponentSnapshot,
  DeploymentSnapshot,
} from '../domain/ComponentSnapshot';
import { environmentLabel } from './environmentLabel';
import { promotionBlockers } from './promotionBlockers';

/**
 * What can be done in an environment now. The next act comes first; one that is not possible says why not.
 *
 * Computed in the backend, so that page, REST and agents agree.
 */
export function deploymentActions(
  snapshot: ComponentSnapshot,
  environment: string,
  now: Date,
): DeploymentAction[] {
  const deployment = snapshot.deployments.find(
    candidate => candidate.environment === environment,
  );
  const edges = snapshot.pipeline?.edges ?? [];
  if (!deployment || deployment.intent === 'Undeploy') {
    return [
      ...edges
        .filter(({ to }) => to === environment)
        .map(edge => promote(snapshot, edge, now)),
      deploy(snapshot, deployment, environment),
    ];
  }
  return [
    ...edges
      .filter(({ from }) => from === environment)
      .map(edge => promote(snapshot, edge, now)),
    ...changesOfState(deployment),
  ];
}

function promote(
  snapshot: ComponentSnapshot,
  edge: { from: string; to: string },
  now: Date,
): DeploymentAction {
  const [blocker] = promotionBlockers(snapshot, edge, now);
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
  const comesFrom = edges.find(({ to }) => to === environment)?.from;
  return {
    verb: 'Deploy',
    enabled: false,
    reason: comesFrom
      ? `It comes here by promotion from ${environmentLabel(
          snapshot,
          comesFrom,
        )}.`
      : whenDeployed(snapshot),
  };
}

function whenDeployed({ apis }: ComponentSnapshot): string {
  return apis.length
    ? 'The component has APIs only: nothing of it has to run for them.'
    : 'It is deployed here by itself as soon as the component has a workload.';
}

function changesOfState(deployment: DeploymentSnapshot): DeploymentAction[] {
  const possible = deployment.isBeingDeleted
    ? ({ enabled: false, reason: 'It is being removed.' } as const)
    : ({ enabled: true } as const);
  return [
    {
      verb: deployment.intent === 'Suspend' ? 'Resume' : 'Suspend',
      ...possible,
    },
    { verb: 'Undeploy', ...possible },
  ];
}
