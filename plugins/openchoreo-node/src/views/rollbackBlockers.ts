import type { PromotionPlan } from '@promenade/backstage-plugin-openchoreo-common';
import type { ComponentSnapshot } from '../domain/ComponentSnapshot';
import type { Revision } from '../domain/PromotionSource';
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
