import type {
  DeployBoard,
  EnvironmentCard,
  PromotionView,
} from '@promenade/backstage-plugin-openchoreo-common';
import { isPromotionComplete } from '@promenade/backstage-plugin-openchoreo-common';
import type {
  ComponentSnapshot,
  DeploymentSnapshot,
} from '../domain/ComponentSnapshot';
import { deploymentActions } from './deploymentActions';
import { deploymentState, type StateVerdict } from './deploymentState';
import { environmentOrder } from './environmentOrder';
import { offeredApis } from './offeredApis';
import { releaseComparison } from './releaseComparison';
import { releaseNameOf, releaseView } from './releaseView';

/**
 * How a component fares in every environment of its pipeline.
 *
 * @param snapshot - all that is known of the component
 * @param now - the present
 */
export function deployBoard(
  snapshot: ComponentSnapshot,
  now: Date,
): DeployBoard {
  const { ref, pipeline } = snapshot;
  const inPipeline = environmentOrder(pipeline?.edges ?? []);
  // What runs outside the pipeline is shown too: a board that leaves something out would mislead.
  const elsewhere = [...snapshot.deployments, ...snapshot.apis]
    .map(({ environment }) => environment)
    .filter(name => !inPipeline.includes(name));
  return {
    component: {
      organization: ref.organization,
      project: ref.project,
      name: ref.component,
      displayName: snapshot.displayName,
      type: snapshot.type ?? 'Unknown',
    },
    pipeline: {
      name: pipeline?.name ?? '',
      displayName: pipeline?.displayName,
      edges: [...(pipeline?.edges ?? [])],
    },
    environments: [...inPipeline, ...new Set(elsewhere.sort())].map(name =>
      environmentCard(snapshot, name, now),
    ),
    problem: snapshot.problem,
    rejected: snapshot.rejected.length ? [...snapshot.rejected] : undefined,
    asOf: now.toISOString(),
  };
}

function environmentCard(
  snapshot: ComponentSnapshot,
  name: string,
  now: Date,
): EnvironmentCard {
  const environment = snapshot.environments.get(name);
  const deployment = snapshot.deployments.find(
    candidate => candidate.environment === name,
  );
  const apis = snapshot.apis.filter(api => api.environment === name);
  const promotion = promotionTo(snapshot, name);
  const verdict = deployment
    ? deploymentState(deployment, environment, now)
    : withoutDeployment(snapshot, name, promotion);
  const isThere = deployment && verdict.state !== 'NotDeployed';
  return {
    environment: {
      name,
      displayName: environment?.displayName,
      isProduction: environment?.isProduction ?? false,
      dataPlane: environment?.dataPlane && {
        name: environment.dataPlane.name,
        simulated: environment.dataPlane.simulated,
      },
    },
    ...(apis.length && verdict.state === 'NotDeployed'
      ? offeredApis(apis)
      : verdict),
    release: deployment && releaseView(snapshot, deployment),
    replaces: replacedBy(promotion, deployment),
    comparison: comparisons(snapshot, name, deployment),
    endpoints: [
      ...(isThere ? deployment.endpoints : []),
      ...apis.flatMap(({ endpoints }) => endpoints),
    ],
    objects: isThere
      ? (deployment.objects ?? []).map(
          ({ status, trouble, ...object }) => object,
        )
      : [],
    promotion,
    actions: deploymentActions(snapshot, name, now),
    binding: deployment?.binding,
  };
}

/** Nothing is here. Either it is on its way, or it may be brought. */
function withoutDeployment(
  snapshot: ComponentSnapshot,
  name: string,
  promotion: PromotionView | undefined,
): StateVerdict {
  if (!snapshot.environments.has(name)) {
    return {
      state: 'NotDeployed',
      reason: 'EnvironmentNotFound',
      message: `The pipeline names the environment ${name}, which does not exist. Ask the platform team to create it.`,
    };
  }
  if (!promotion || isPromotionComplete(promotion)) {
    return { state: 'NotDeployed' };
  }
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

/** The promotion to an environment that runs, or the last one if it failed. */
function promotionTo(
  snapshot: ComponentSnapshot,
  environment: string,
): PromotionView | undefined {
  const here = snapshot.promotions.filter(({ to }) => to === environment);
  const running = here.find(promotion => !isPromotionComplete(promotion));
  const [last] = here;
  return running ?? (last?.phase === 'Failed' ? last : undefined);
}

/** What a running promotion takes the place of. */
function replacedBy(
  promotion: PromotionView | undefined,
  deployment: DeploymentSnapshot | undefined,
): { short: string } | undefined {
  if (!promotion || isPromotionComplete(promotion)) return undefined;
  const before =
    promotion.replaces ?? (deployment && releaseNameOf(deployment));
  return before && before.hash !== promotion.release?.hash
    ? { short: before.short }
    : undefined;
}

function comparisons(
  snapshot: ComponentSnapshot,
  name: string,
  deployment: DeploymentSnapshot | undefined,
) {
  const here = deployment && releaseNameOf(deployment)?.hash;
  return (snapshot.pipeline?.edges ?? [])
    .filter(({ from }) => from === name)
    .flatMap(({ to }) => {
      const there = snapshot.deployments.find(
        ({ environment }) => environment === to,
      );
      const hash = there && releaseNameOf(there)?.hash;
      return (
        releaseComparison(here, { environment: to, hash }, snapshot.releases) ??
        []
      );
    });
}
