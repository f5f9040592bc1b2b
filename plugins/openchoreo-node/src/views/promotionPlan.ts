import { NotFoundError } from '@backstage/errors';
import {
  isPromotionComplete,
  type PlanChange,
  type PromotionPlan,
  type PromotionView,
} from '@promenade/backstage-plugin-openchoreo-common';
import type {
  ComponentSnapshot,
  DeploymentSnapshot,
  EnvironmentOverrides,
  PipelineEdge,
  ReleaseContents,
} from '../domain/ComponentSnapshot';
import type { PromotionSource } from '../domain/PromotionSource';
import { shortHash } from '../domain/shortHash';
import { connectionWarnings } from './connectionWarnings';
import {
  promotionBlockers,
  runningPromotionBlockers,
} from './promotionBlockers';
import {
  describeContents,
  describeOverrides,
  factChanges,
  type ReleaseFact,
} from './releaseFacts';
import { releaseNameOf } from './releaseView';
import { findRevision, rollbackBlockers } from './rollbackBlockers';
import { deploymentIn } from './snapshotLookups';
import { supersededWarnings } from './supersededWarnings';

/** How many revisions of an environment can be rolled back to. */
const searchedRevisions = 200;

/** What is compared: the contents of a release, with the overrides where they change, too. */
interface Compared {
  contents: ReleaseContents;
  overrides?: EnvironmentOverrides;
}

/** What a promotion would change in its target environment, and what prevents it now. */
export function promotionPlan(
  snapshot: ComponentSnapshot,
  edge: { from: string; to: string },
): PromotionPlan {
  const source = deploymentIn(snapshot, edge.from);
  const target = deploymentIn(snapshot, edge.to);
  const release = source && releaseNameOf(source);
  const contents = source?.contents;
  return {
    ...edgePlan(snapshot, edge),
    release: release && contents && { ...release, images: imagesOf(contents) },
    replaces: target && releaseNameOf(target),
    changes: contents ? changesBetween(running(target), { contents }) : [],
    blockers: promotionBlockers(snapshot, edge),
    warnings: [
      ...(contents ? connectionWarnings(snapshot, contents, edge.to) : []),
      ...supersededWarnings(snapshot, edge.to),
    ],
  };
}

/**
 * What a promotion that was requested changes in its target environment, for those who decide about it. Of one that has ended:
 * what it has changed.
 */
export function requestedPromotionPlan(
  snapshot: ComponentSnapshot,
  source: Pick<PromotionSource, 'releases' | 'revisions'>,
  promotion: PromotionView,
): PromotionPlan {
  const { from, to, name, artifact, gates, requiredApproval } = promotion;
  if (
    promotion.type === 'RollBack' &&
    artifact &&
    !isPromotionComplete(promotion)
  ) {
    const plan = rollbackPlan(snapshot, source, { environment: to, artifact });
    return {
      ...plan,
      blockers: runningBlockersBeside(snapshot, promotion),
      warnings: plan.warnings.filter(isNotSuperseded),
      gates,
      requiredApproval: requiredApproval ?? plan.requiredApproval,
    };
  }
  const { before, after } = source.releases(snapshot.ref, name);
  const target = deploymentIn(snapshot, to);
  const isComplete = isPromotionComplete(promotion);
  const replaced = isComplete ? before : running(target);
  const plan = edgePlan(snapshot, { from, to });
  return {
    ...plan,
    release: after && {
      hash: after.hash,
      short: shortHash(after.hash),
      images: imagesOf(after.contents),
    },
    replaces: isComplete ? promotion.replaces : target && releaseNameOf(target),
    changes: after ? changesBetween(replaced, after) : [],
    blockers: isComplete ? [] : runningBlockersBeside(snapshot, promotion),
    warnings:
      after && !isComplete
        ? connectionWarnings(snapshot, after.contents, to)
        : [],
    gates: gates.length ? gates : plan.gates,
    requiredApproval: requiredApproval ?? plan.requiredApproval,
  };
}

/** What a rollback would change in its environment, and what prevents it now. @throws NotFoundError when there is no such revision */
export function rollbackPlan(
  snapshot: ComponentSnapshot,
  source: Pick<PromotionSource, 'revisions'>,
  rollback: { environment: string; artifact: string; revisionOf?: string },
): PromotionPlan {
  const { environment } = rollback;
  const revision = findRevision(
    source.revisions(snapshot.ref, environment, searchedRevisions),
    rollback,
  );
  if (!revision) throw new NotFoundError(noSuchRevision(snapshot, rollback));
  const { release, overrides } = revision;
  const target = deploymentIn(snapshot, environment);
  const requiredApproval = snapshot.pipeline?.edges.find(
    ({ to }) => to === environment,
  )?.rollbackApproval;
  const before = running(target);
  return {
    ...edgePlan(snapshot, { from: environment, to: environment }),
    release: release && {
      hash: release.hash,
      short: shortHash(release.hash),
      images: imagesOf(release.contents),
    },
    replaces: target && releaseNameOf(target),
    changes: release
      ? changesBetween(
          before && {
            ...before,
            overrides: overrides && target?.overrides,
          },
          { contents: release.contents, overrides },
        )
      : [],
    blockers: rollbackBlockers(snapshot, environment, revision),
    warnings: [
      ...(release
        ? connectionWarnings(snapshot, release.contents, environment)
        : []),
      ...supersededWarnings(snapshot, environment),
    ],
    requiresApproval: requiredApproval !== undefined,
    requiredApproval,
  };
}

/** Why a rollback is not possible, in a sentence without a full stop. */
export function noSuchRevision(
  { ref }: ComponentSnapshot,
  {
    environment,
    artifact,
    revisionOf,
  }: { environment: string; artifact: string; revisionOf?: string },
): string {
  const by = revisionOf ? ` by the promotion ${revisionOf}` : '';
  return `${ref.component} has not run ${artifact} in ${environment}${by}. list-releases has the releases that it has run there`;
}

/** The parts of a plan that an edge of the pipeline determines. */
function edgePlan(
  snapshot: ComponentSnapshot,
  edge: { from: string; to: string },
) {
  const declared: PipelineEdge | undefined = snapshot.pipeline?.edges.find(
    ({ from, to }) => from === edge.from && to === edge.to,
  );
  return {
    from: edge.from,
    to: edge.to,
    isProduction: snapshot.environments.get(edge.to)?.isProduction ?? false,
    requiresApproval: declared?.requiresApproval ?? false,
    gates: [...(declared?.gates ?? [])],
    requiredApproval: declared?.approval,
  };
}

/** Another promotion that is rolled out to the same environment. */
function runningBlockersBeside(
  snapshot: ComponentSnapshot,
  { name, to }: PromotionView,
) {
  const promotions = snapshot.promotions.filter(
    candidate => candidate.name !== name,
  );
  return runningPromotionBlockers({ ...snapshot, promotions }, to);
}

function isNotSuperseded({
  reason,
}: PromotionPlan['warnings'][number]): boolean {
  return reason !== 'SupersedesPromotion';
}

function running(
  deployment: DeploymentSnapshot | undefined,
): Compared | undefined {
  return deployment && deployment.intent !== 'Undeploy'
    ? { contents: deployment.contents }
    : undefined;
}

function imagesOf({ containers }: ReleaseContents): string[] {
  return Object.values(containers).map(({ image }) => image);
}

/** The differences of two releases. */
export function contentsChanges(
  before: ReleaseContents,
  after: ReleaseContents,
): PlanChange[] {
  return changesBetween({ contents: before }, { contents: after });
}

/** The facts that differ. */
function changesBetween(
  before: Compared | undefined,
  after: Compared,
): PlanChange[] {
  return factChanges(before ? factsOf(before) : [], factsOf(after));
}

function factsOf({ contents, overrides }: Compared): ReleaseFact[] {
  return [
    ...describeContents(contents),
    ...(overrides ? describeOverrides(overrides) : []),
  ];
}
