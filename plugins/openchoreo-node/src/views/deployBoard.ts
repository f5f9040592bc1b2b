import type {
  DeployBoard,
  DeploymentState,
  EnvironmentCard,
  PromotionPhase,
  PromotionView,
  ReleaseView,
} from '@promenade/backstage-plugin-openchoreo-common';
import {
  isPromotionComplete,
  isPromotionRunning,
} from '@promenade/backstage-plugin-openchoreo-common';
import type {
  ComponentSnapshot,
  DeploymentSnapshot,
} from '../domain/ComponentSnapshot';
import { deploymentActions } from './deploymentActions';
import type { StateVerdict } from './deploymentState';
import { apisState } from './apisState';
import { deployedState, runningPromotion } from './environmentState';
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
      edges: (pipeline?.edges ?? []).map(({ from, to, requiresApproval }) => ({
        from,
        to,
        requiresApproval,
      })),
    },
    environments: [...inPipeline, ...new Set(others.sort())].map(name =>
      environmentCard(snapshot, name),
    ),
    lastPromotion: lastPromotion(snapshot),
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
  const running = runningPromotion(snapshot, name);
  const verdict = deployedState(snapshot, name);
  const since = stateSince(snapshot, deployment, verdict);
  const promotion =
    running ??
    lastingPromotion(snapshot, name, deployment, { ...verdict, since });
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
      : { ...verdict, since }),
    release: deployment && deployedRelease(snapshot, deployment),
    warning: deployment && (commitText(snapshot, name) ?? deployment.warning),
    replaces: replacedRelease(promotion, deployment),
    comparison: comparisons(snapshot, name, deployment),
    endpoints: [
      ...(isDeployed ? deployment.endpoints : []),
      ...apis.flatMap(({ endpoints }) => endpoints),
    ],
    schedule: isDeployed ? deployment.schedule : undefined,
    objects: isDeployed ? [...(deployment.objects ?? [])] : [],
    promotion,
    actions: deploymentActions(snapshot, name),
    binding: deployment?.binding,
  };
}

/** In a project whose bindings are committed: why what is deployed is not the newest. */
function commitText(
  { commit }: ComponentSnapshot,
  environment: string,
): string | undefined {
  return commit?.environment === environment ? commit.message : undefined;
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

/** Phases in which a promotion to an environment may end without an effect on it. */
const unsuccessfulPhases: ReadonlySet<PromotionPhase> = new Set([
  'Failed',
  'RolledBack',
  'Rejected',
  'Cancelled',
  'Expired',
]);

/** States in which nothing is left of a failed rollout. */
const settledStates: ReadonlySet<DeploymentState> = new Set([
  'Ready',
  'Suspended',
  'NotDeployed',
]);

/**
 * The last promotion to an environment, if it did not succeed and the environment still is as it left it: with the same
 * release, and not ready, suspended or undeployed since. A rollback may become ready after the promotion has ended.
 */
function lastingPromotion(
  snapshot: ComponentSnapshot,
  environment: string,
  deployment: DeploymentSnapshot | undefined,
  { state, since }: StateVerdict,
): PromotionView | undefined {
  const last = snapshot.promotions.find(({ to }) => to === environment);
  if (!last || !unsuccessfulPhases.has(last.phase)) return undefined;
  const isRolledOut = last.steps.some(
    step => step.name === 'RollOut' && step.startedAt,
  );
  const here = deployment && releaseNameOf(deployment)?.hash;
  if (isRolledOut) {
    const left = last.phase === 'RolledBack' ? last.replaces : last.release;
    if (here !== left?.hash) return undefined;
  } else if (last.type !== 'RollBack') {
    // It only waited. It is outdated when its source runs another release.
    const source = deploymentIn(snapshot, last.from);
    const candidate = source && releaseNameOf(source)?.hash;
    if (last.release && candidate !== last.release.hash) return undefined;
  }
  const isLater =
    since !== undefined &&
    last.completedAt !== undefined &&
    Date.parse(since) > Date.parse(last.completedAt);
  return isLater && state !== stateLeftBy(last) && settledStates.has(state)
    ? undefined
    : last;
}

/** The state that an environment may reach after the end of a promotion because of that promotion. */
function stateLeftBy({
  phase,
  replaces,
}: PromotionView): DeploymentState | undefined {
  if (phase !== 'RolledBack') return undefined;
  return replaces ? 'Ready' : 'NotDeployed';
}

/** The promotion of any environment that ended last. A superseded one is followed by the one that superseded it. */
function lastPromotion({
  promotions,
}: ComponentSnapshot): PromotionView | undefined {
  const endOf = ({ completedAt, startedAt }: PromotionView) =>
    Date.parse(completedAt ?? startedAt);
  return promotions
    .filter(
      promotion =>
        isPromotionComplete(promotion) && promotion.phase !== 'Superseded',
    )
    .reduce<PromotionView | undefined>(
      (last, promotion) =>
        last && endOf(last) >= endOf(promotion) ? last : promotion,
      undefined,
    );
}

/** The deployed release, with the person who requested it: by a promotion, or by a change of the deployment. */
function deployedRelease(
  snapshot: ComponentSnapshot,
  deployment: DeploymentSnapshot,
): ReleaseView | undefined {
  const release = releaseView(snapshot, deployment);
  if (!release) return undefined;
  const promotion = snapshot.promotions.find(
    ({ to, phase, release: promoted }) =>
      to === deployment.environment &&
      (phase === 'Succeeded' || isPromotionRunning({ phase })) &&
      promoted?.hash === release.hash,
  );
  return {
    ...release,
    deployedBy: promotion?.requestedBy ?? deployment.requestedBy,
  };
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
