import type {
  PromotionPlan,
  ReleaseList,
  ReleaseRevision,
} from '@promenade/backstage-plugin-openchoreo-common';
import type { ComponentSnapshot } from '../domain/ComponentSnapshot';
import type { PromotionSource, Revision } from '../domain/PromotionSource';
import { shortHash } from '../domain/shortHash';
import { runningPromotionBlockers } from './promotionBlockers';
import { releaseNameOf } from './releaseView';
import {
  capitalizedEnvironmentLabel,
  deploymentIn,
  environmentLabel,
} from './snapshotLookups';

type Blocker = PromotionPlan['blockers'][number];

/** Why an environment cannot be rolled back to a revision now. Empty when it can. */
export function rollbackBlockers(
  snapshot: ComponentSnapshot,
  environment: string,
  {
    artifact,
    release,
    isCurrent,
  }: Pick<Revision, 'artifact' | 'release' | 'isCurrent'>,
): Blocker[] {
  const label = environmentLabel(snapshot, environment);
  if (!snapshot.environments.has(environment)) {
    return [
      {
        reason: 'EnvironmentNotFound',
        message: `The environment ${environment} does not exist. Ask the platform team to create it.`,
      },
    ];
  }
  const deployment = deploymentIn(snapshot, environment);
  if (deployment?.managedBy) {
    return [
      {
        reason: 'TargetIsManaged',
        message: `${deployment.managedBy} manages the deployment in ${label}. Change the workload of the component instead.`,
      },
    ];
  }
  if (!release) {
    return [
      {
        reason: 'ReleaseNotFound',
        message: `The release ${artifact} is not kept any more. Choose another one.`,
      },
    ];
  }
  const state = deployment?.status.state ?? 'NotDeployed';
  // Deploying the same release again may repair a target that is failed or degraded.
  const isRunning =
    isCurrent ||
    (deployment && releaseNameOf(deployment)?.hash === release.hash);
  return [
    ...runningPromotionBlockers(snapshot, environment),
    ...(isRunning && !['Failed', 'Degraded', 'NotDeployed'].includes(state)
      ? [
          {
            reason: 'SameRelease',
            message: `${capitalizedEnvironmentLabel(
              snapshot,
              environment,
            )} runs ${shortHash(release.hash)} already.`,
          },
        ]
      : []),
  ];
}

/** The revision that a rollback names. Undefined when the environment has not run it. */
export function findRevision<
  T extends Pick<Revision, 'artifact' | 'promotion'>,
>(
  revisions: Iterable<T>,
  { artifact, revisionOf }: { artifact: string; revisionOf?: string },
): T | undefined {
  for (const revision of revisions) {
    const isNamed =
      revision.artifact === artifact &&
      (revisionOf === undefined || revision.promotion === revisionOf);
    if (isNamed) return revision;
  }
  return undefined;
}

/** How many releases of an environment are listed by default. */
const defaultLimit = 20;

/** The releases that the environments of a component run or have run, and whether they can be rolled back to. */
export function releaseList(
  snapshot: ComponentSnapshot,
  source: PromotionSource,
  {
    environment,
    limit = defaultLimit,
  }: {
    environment?: string;
    limit?: number;
  },
): ReleaseList {
  const names = new Set([
    ...(snapshot.pipeline?.environments ?? []),
    ...snapshot.deployments.map(deployment => deployment.environment),
  ]);
  return {
    environments: [...names]
      .filter(name => environment === undefined || name === environment)
      .map(name => ({
        environment: name,
        revisions: source
          .revisions(snapshot.ref, name, limit)
          .map(revision => releaseRevision(snapshot, name, revision)),
      })),
  };
}

function releaseRevision(
  snapshot: ComponentSnapshot,
  environment: string,
  revision: Revision,
): ReleaseRevision {
  const { artifact, release, since, until, by, promotion, isCurrent } =
    revision;
  const [blocker] = rollbackBlockers(snapshot, environment, revision);
  return {
    release: {
      name: artifact,
      hash: release?.hash ?? '',
      short: shortHash(release?.hash ?? ''),
      version: release?.version,
      images: Object.values(release?.contents.containers ?? {}).map(
        ({ image }) => image,
      ),
    },
    artifact,
    since,
    until,
    by,
    promotion,
    isCurrent,
    canRollBack: !blocker,
    reason: blocker?.message,
  };
}
