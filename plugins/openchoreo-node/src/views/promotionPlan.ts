import type {
  PlanChange,
  PromotionPlan,
} from '@promenade/backstage-plugin-openchoreo-common';
import type {
  ComponentSnapshot,
  DeploymentSnapshot,
} from '../domain/ComponentSnapshot';
import { connectionWarnings } from './connectionWarnings';
import { promotionBlockers } from './promotionBlockers';
import { releaseNameOf } from './releaseView';
import { describeContents, type DescribedFact } from './releaseFacts';

/**
 * What exactly changes in an environment if the release of another is promoted to it, and what stands in the way.
 */
export function promotionPlan(
  snapshot: ComponentSnapshot,
  edge: { from: string; to: string },
  now: Date,
): PromotionPlan {
  const source = deploymentIn(snapshot, edge.from);
  const target = deploymentIn(snapshot, edge.to);
  const declared = snapshot.pipeline?.edges.find(
    ({ from, to }) => from === edge.from && to === edge.to,
  );
  const images = Object.values(source?.contents.containers ?? {}).map(
    ({ image }) => image,
  );
  const release = source && releaseNameOf(source);
  return {
    from: edge.from,
    to: edge.to,
    release: release && { ...release, images },
    replaces: target && releaseNameOf(target),
    changes: source ? changesBetween(target, source) : [],
    blockers: promotionBlockers(snapshot, edge, now),
    warnings: source ? connectionWarnings(snapshot, source, edge.to) : [],
    isProduction: snapshot.environments.get(edge.to)?.isProduction ?? false,
    requiresApproval: declared?.requiresApproval ?? false,
  };
}

function deploymentIn(snapshot: ComponentSnapshot, environment: string) {
  return snapshot.deployments.find(
    deployment => deployment.environment === environment,
  );
}

/** The facts that differ, in the order of their areas and names. */
function changesBetween(
  before: DeploymentSnapshot | undefined,
  after: DeploymentSnapshot,
): PlanChange[] {
  const old = indexed(
    before && before.intent !== 'Undeploy'
      ? describeContents(before.contents)
      : [],
  );
  const next = indexed(describeContents(after.contents));
  const changes: PlanChange[] = [];
  for (const [id, fact] of new Map([...old, ...next])) {
    const was = old.get(id);
    const is = next.get(id);
    if (was?.identity === is?.identity) continue;
    changes.push({
      area: fact.area,
      path: fact.path,
      before: was?.text,
      after: is?.text,
    });
  }
  const areas: PlanChange['area'][] = [
    'images',
    'configuration',
    'connections',
    'exposure',
    'policies',
  ];
  return changes.sort(
    (a, b) =>
      areas.indexOf(a.area) - areas.indexOf(b.area) ||
      a.path.localeCompare(b.path, 'en'),
  );
}

function indexed(facts: readonly DescribedFact[]): Map<string, DescribedFact> {
  return new Map(facts.map(fact => [`${fact.area}\n${fact.path}`, fact]));
}
