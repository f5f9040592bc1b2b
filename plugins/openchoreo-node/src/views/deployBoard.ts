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
import { apisState } from './apisState';
import { releaseComparison } from './releaseComparison';
import { releaseNameOf, releaseView } from './releaseView';
import { deploymentIn } from './snapshotLookups';

/** The state of a component in every environment of its pipeline. */
export function deployBoard(
  snapshot: ComponentSnapshot,
  now: Date,
): DeployBoard {
  const { ref, pipeline } = snapshot;
  const inPipeline = pipeline?.environments ?? [];
  // Deployments outside of the pipeline are shown too.
  const others = [...snapshot.deployments, ...snapshot.apis]
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
    environments: [...inPipeline, ...new Set(others.sort())].map(name =>
      environmentCard(snapshot, name),
    ),
    problem: snapshot.problem,
    rejected: snapshot.rejected.length ? [...snapshot.rejected] : undefined,
    asOf: now.toISOString(),
  };
}

function environmentCard(
  snapshot: ComponentSnapshot,
  name: string,
): EnvironmentCard {
  const environment = snapshot.environments.get(name);
  const deployment = deploymentIn(snapshot, name);
  const apis = snapshot.apis.filter(api => api.environment === name);
  const promotion = promotionTo(snapshot, name);
  const verdict = deployment
    ? deploymentState(deployment, environment)
    : undeployedState(snapshot, name, promotion);
  const isDeployed = deployment && verdict.state !== 'NotDeployed';
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
      ? apisState(apis)
      : { ...verdict, since: stateSince(snapshot, deployment, verdict) }),
    release: deployment && releaseView(snapshot, deployment),
    warning: deployment?.warning,
    replaces: replacedRelease(promotion, deployment),
    comparison: comparisons(snapshot, name, deployment),
    endpoints: [
      ...(isDeployed ? deployment.endpoints : []),
      ...apis.flatMap(({ endpoints }) => endpoints),
    ],
    objects: isDeployed ? [...(deployment.objects ?? [])] : [],
    promotion,
    actions: deploymentActions(snapshot, name),
    binding: deployment?.binding,
  };
}

/**
 * When the state began. The Ready condition keeps its time while it stays False, also with a new release. A state is therefore
 * not older than the release in the environment: than the release itself, or than the last promotion of it to there.
 */
function stateSince(
  { releases, promotions }: ComponentSnapshot,
  deployment: DeploymentSnapshot | undefined,
  { since }: StateVerdict,
): string | undefined {
  const transition = deployment?.ready?.lastTransitionTime;
  if (!deployment || !since || since !== transition) return since;
  const hash = releaseNameOf(deployment)?.hash;
  const release = releases.find(candidate => candidate.hash === hash);
  const promotion = promotions.find(
    ({ to, release: promoted }) =>
      to === deployment.environment && promoted?.hash === hash,
  );
  return [since, release?.createdAt, promotion?.startedAt]
    .flatMap(time => time || [])
    .sort((a, b) => Date.parse(a) - Date.parse(b))
    .at(-1);
}

/** The state of an environment without a deployment, by the promotion to it. */
function undeployedState(
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

/** The running promotion to an environment, or the last one if it failed. */
function promotionTo(
  snapshot: ComponentSnapshot,
  environment: string,
): PromotionView | undefined {
  const here = snapshot.promotions.filter(({ to }) => to === environment);
  const running = here.find(promotion => !isPromotionComplete(promotion));
  const [last] = here;
  return running ?? (last?.phase === 'Failed' ? last : undefined);
}

/** The release that a running promotion replaces. */
function replacedRelease(
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
      const there = deploymentIn(snapshot, to);
      const hash = there && releaseNameOf(there)?.hash;
      return (
        releaseComparison(here, { environment: to, hash }, snapshot.releases) ??
        []
      );
    });
}
