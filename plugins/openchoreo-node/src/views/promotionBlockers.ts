import type { PromotionPlan } from '@promenade/backstage-plugin-openchoreo-common';
import { isPromotionComplete } from '@promenade/backstage-plugin-openchoreo-common';
import type {
  ComponentSnapshot,
  DeploymentSnapshot,
} from '../domain/ComponentSnapshot';
import { deploymentState } from './deploymentState';
import { environmentLabel } from './environmentLabel';
import { releaseNameOf } from './releaseView';

type Blocker = PromotionPlan['blockers'][number];

/**
 * Why a release cannot be promoted along an edge now; empty when it can. Page, REST and agents show these, and the command
 * refuses with the first.
 */
export function promotionBlockers(
  snapshot: ComponentSnapshot,
  edge: { from: string; to: string },
  now: Date,
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
  const running = snapshot.promotions.find(
    promotion => promotion.to === edge.to && !isPromotionComplete(promotion),
  );
  return [
    ...(running
      ? [
          {
            reason: 'PromotionRunning',
            message: `A promotion to ${to} is on its way.`,
          },
        ]
      : []),
    ...sourceBlockers(snapshot, edge, now),
  ];
}

function sourceBlockers(
  snapshot: ComponentSnapshot,
  edge: { from: string; to: string },
  now: Date,
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
  if (stateIn(snapshot, source, now) !== 'Ready') {
    return [
      {
        reason: 'SourceNotReady',
        message: `${capitalised(from)} must be ready first.`,
      },
    ];
  }
  const target = deploymentIn(snapshot, edge.to);
  if (target?.managedBy) {
    return [
      {
        reason: 'TargetIsManaged',
        message: `What runs in ${to} is decided by ${target.managedBy}; nothing can be promoted there.`,
      },
    ];
  }
  if (!target || releaseNameOf(target)?.hash !== release.hash) return [];
  // To promote the same release once more is a way to repair a target that is unwell.
  const isWell = !['Failed', 'Degraded'].includes(
    stateIn(snapshot, target, now),
  );
  return isWell
    ? [
        {
          reason: 'SameRelease',
          message: `${capitalised(to)} runs ${release.short} already.`,
        },
      ]
    : [];
}

function deploymentIn(snapshot: ComponentSnapshot, environment: string) {
  return snapshot.deployments.find(
    deployment => deployment.environment === environment,
  );
}

function stateIn(
  snapshot: ComponentSnapshot,
  deployment: DeploymentSnapshot,
  now: Date,
) {
  const environment = snapshot.environments.get(deployment.environment);
  return deploymentState(deployment, environment, now).state;
}

function capitalised(text: string): string {
  return text.charAt(0).toLocaleUpperCase('en-US') + text.slice(1);
}
