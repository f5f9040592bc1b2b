import {
  manifestChanges,
  type VerbPlan,
} from '@promenade/backstage-plugin-openchoreo-node';
import { manifestOf } from '@promenade/git-client';
import { createTwoFilesPatch } from 'diff';

/**
 * The changes of a plan as a unified diff, object by object. Values of environment variables and configurations are hidden; a short
 * hash shows that they differ. Empty when nothing changes.
 *
 * @param options - `isDeletion`: whether the objects of the plan are deleted
 */
export function planDiff(
  { objects, before = [] }: VerbPlan,
  options: { isDeletion: boolean },
): string {
  const entries = (list: VerbPlan['objects']) =>
    list.map(object => ({ object: manifestOf(object) }));
  return manifestChanges(
    entries(before),
    options.isDeletion ? [] : entries(objects),
  )
    .filter(({ change }) => change !== 'same')
    .map(({ kind, namespace, name, before: old, after }) => {
      const path = [namespace, `${kind}-${name}.yaml`]
        .filter(Boolean)
        .join('/');
      return createTwoFilesPatch(
        old === undefined ? '/dev/null' : `a/${path}`,
        after === undefined ? '/dev/null' : `b/${path}`,
        old ?? '',
        after ?? '',
      ).replace(/^=+\n/, '');
    })
    .join('');
}
