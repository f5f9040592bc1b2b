import type { PromotionPlan } from '@promenade/backstage-plugin-openchoreo-common';
import { isPromotionRunning } from '@promenade/backstage-plugin-openchoreo-common';
import type { ComponentSnapshot } from '../domain/ComponentSnapshot';
import { releaseNameOf } from './releaseView';
import {
  capitalizedEnvironmentLabel,
  deploymentIn,
  environmentLabel,
} from './snapshotLookups';

type Blocker = PromotionPlan['blockers'][number];

/** Why the release of `from` cannot be promoted to `to` now. Empty when it can. */
export function promotionBlockers(
  snapshot: ComponentSnapshot,
  edge: { from: string; to: string },
): Blocker[] {
  const from = environmentLabel(snapshot, edge.from);
  const to = environmentLabel(snapshot, edge.to);
  const isDeclared = snapshot.pipeline?.edges.some(
    candidate => candidate.from === edge.from && candidate.to === edge.to,
  );
  if (!isDeclared) {
    return [
      {
        reason: 'NoSuchPath',
        message: `The pipeline does not lead from ${from} to ${to}.`,
      },
    ];
  }
  if (!snapshot.environments.has(edge.to)) {
    return [
      {
        reason: 'EnvironmentNotFound',
        message: `The environment ${edge.to} does not exist. Ask the platform team to create it.`,
      },
    ];
  }
  return [
    ...runningPromotionBlockers(snapshot, edge.to),
    ...releaseBlockers(snapshot, edge),
  ];
}

/** A promotion that is rolled out cannot be superseded. */
export function runningPromotionBlockers(
  snapshot: ComponentSnapshot,
  environment: string,
): Blocker[] {
  const isRunning = snapshot.promotions.some(
    promotion => promotion.to === environment && isPromotionRunning(promotion),
  );
  const to = environmentLabel(snapshot, environment);
  return isRunning
    ? [
        {
          reason: 'PromotionRunning',
          message: `A promotion to ${to} is running.`,
        },
      ]
    : [];
}

function releaseBlockers(
  snapshot: ComponentSnapshot,
  edge: { from: string; to: string },
): Blocker[] {
  const from = environmentLabel(snapshot, edge.from);
  const to = environmentLabel(snapshot, edge.to);
  const source = deploymentIn(snapshot, edge.from);
  const release = source && releaseNameOf(source);
  if (!source || !release) {
    return [
      {
        reason: 'NothingToPromote',
        message: `Nothing is deployed in ${from}.`,
      },
    ];
  }
  if (source.status.state !== 'Ready') {
    return [
      {
        reason: 'SourceNotReady',
        message: `${capitalizedEnvironmentLabel(
          snapshot,
          edge.from,
        )} must be ready first.`,
      },
    ];
  }
  const target = deploymentIn(snapshot, edge.to);
  if (target?.managedBy) {
    return [
      {
        reason: 'TargetIsManaged',
        message: `${target.managedBy} manages the deployment in ${to}. Promotions to it are not possible.`,
      },
    ];
  }
  if (!target || releaseNameOf(target)?.hash !== release.hash) return [];
  // Promoting the same release again may repair a target that is failed or degraded.
  return !['Failed', 'Degraded'].includes(target.status.state)
    ? [
        {
          reason: 'SameRelease',
          message: `${capitalizedEnvironmentLabel(snapshot, edge.to)} runs ${
            release.short
          } already.`,
        },
      ]
    : [];
}
