import type {
  PlanChange,
  PromotionPlan,
} from '@promenade/backstage-plugin-openchoreo-common';

/**
 * The differences between two revisions of an environment, from the plans of a rollback to each of them. Both plans compare
 * with what the environment runs now.
 *
 * @param before - plan of a rollback to the first revision
 * @param after - plan of a rollback to the second revision
 */
export function compareRevisions(
  before: Pick<PromotionPlan, 'changes'>,
  after: Pick<PromotionPlan, 'changes'>,
): PlanChange[] {
  const first = changesById(before.changes);
  const second = changesById(after.changes);
  return [...new Map([...first, ...second])]
    .map(([id, { area, path }]) => {
      const [toFirst, toSecond] = [first.get(id), second.get(id)];
      // A revision without a change has the value of now, which the other change begins with.
      return {
        area,
        path,
        before: toFirst ? toFirst.after : toSecond?.before,
        after: toSecond ? toSecond.after : toFirst?.before,
      };
    })
    .filter(change => change.before !== change.after)
    .sort((a, b) => a.path.localeCompare(b.path, 'en'));
}

function changesById(changes: readonly PlanChange[]): Map<string, PlanChange> {
  return new Map(changes.map(each => [`${each.area}\n${each.path}`, each]));
}
