import {
  isPromotionComplete,
  isPromotionRunning,
  type PromotionView,
} from '@promenade/backstage-plugin-openchoreo-common';
import type { ComponentSnapshot } from '../domain/ComponentSnapshot';
import { apisState } from './apisState';
import { deploymentState, type StateVerdict } from './deploymentState';
import { deploymentIn } from './snapshotLookups';

/** The parts of a component that its state in an environment is derived from. */
export type StateEvidence = Pick<
  ComponentSnapshot,
  'deployments' | 'environments' | 'apis' | 'promotions' | 'commit'
>;

/** The state of a component in an environment. Where it has standalone APIs and no deployment, it is that of the APIs. */
export function environmentState(
  snapshot: StateEvidence,
  name: string,
): StateVerdict {
  const verdict = deployedState(snapshot, name);
  const apis = snapshot.apis.filter(({ environment }) => environment === name);
  return apis.length && verdict.state === 'NotDeployed'
    ? apisState(apis)
    : verdict;
}

/** The state of the deployment of a component in an environment, or of the promotion to it. */
export function deployedState(
  snapshot: StateEvidence,
  name: string,
): StateVerdict {
  const deployment = deploymentIn(snapshot, name);
  return deployment
    ? deploymentState(deployment, snapshot.environments.get(name))
    : undeployedState(snapshot, name);
}

/** The state of an environment without a deployment, by the promotion to it. */
function undeployedState(snapshot: StateEvidence, name: string): StateVerdict {
  if (!snapshot.environments.has(name)) {
    return {
      state: 'NotDeployed',
      reason: 'EnvironmentNotFound',
      message: `The pipeline names the environment ${name}, which does not exist. Ask the platform team to create it.`,
    };
  }
  const { commit } = snapshot;
  if (commit?.environment === name) {
    const { reason, message, since } = commit;
    const state = commit.state === 'Failed' ? 'Failed' : 'Waiting';
    return { state, since, reason, message };
  }
  const promotion = runningPromotion(snapshot, name);
  if (!promotion) return { state: 'NotDeployed' };
  const { phase, startedAt: since, message } = promotion;
  return phase === 'AwaitingApproval'
    ? {
        state: 'Waiting',
        since,
        reason: phase,
        message: message ?? 'It waits for an approval.',
      }
    : { state: 'Progressing', since, reason: phase, message };
}

/** The promotion to an environment that is rolled out, or else the newest one that waits. */
export function runningPromotion(
  { promotions }: Pick<StateEvidence, 'promotions'>,
  environment: string,
): PromotionView | undefined {
  const unfinished = promotions.filter(
    promotion =>
      promotion.to === environment && !isPromotionComplete(promotion),
  );
  return unfinished.find(isPromotionRunning) ?? unfinished[0];
}
