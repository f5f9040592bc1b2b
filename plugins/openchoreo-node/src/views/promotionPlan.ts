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
import { describeContents, type ReleaseFact } from './releaseFacts';
import { releaseNameOf } from './releaseView';
import { deploymentIn } from './snapshotLookups';

/** What a promotion would change in its target environment, and what prevents it now. */
export function promotionPlan(
  snapshot: ComponentSnapshot,
  edge: { from: string; to: string },
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
    blockers: promotionBlockers(snapshot, edge),
    warnings: source ? connectionWarnings(snapshot, source, edge.to) : [],
    isProduction: snapshot.environments.get(edge.to)?.isProduction ?? false,
    requiresApproval: declared?.requiresApproval ?? false,
    gates: [],
  };
}

/** The facts that differ, by area and path. */
function changesBetween(
  before: DeploymentSnapshot | undefined,
  after: DeploymentSnapshot,
): PlanChange[] {
  const old = byPath(
    before && before.intent !== 'Undeploy'
      ? describeContents(before.contents)
      : [],
  );
  const next = byPath(describeContents(after.contents));
  const changes: PlanChange[] = [];
  for (const [id, { area, path }] of new Map([...old, ...next])) {
    const [oldFact, newFact] = [old.get(id), next.get(id)];
    if (oldFact?.identity === newFact?.identity) continue;
    changes.push({ area, path, before: oldFact?.text, after: newFact?.text });
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

function byPath(facts: readonly ReleaseFact[]): Map<string, ReleaseFact> {
  return new Map(facts.map(fact => [`${fact.area}\n${fact.path}`, fact]));
}
