import type { ReleaseComparison } from '@promenade/backstage-plugin-openchoreo-common';
import type { ReleaseSnapshot } from '../domain/ComponentSnapshot';

/**
 * Compares the releases of two environments by the history of the component.
 *
 * @param here - content hash of the release in the first environment
 * @param there - the second environment and the content hash of its release
 * @param history - the releases of the component, oldest first
 * @returns undefined when the first environment has no release
 */
export function releaseComparison(
  here: string | undefined,
  there: { environment: string; hash?: string },
  history: readonly ReleaseSnapshot[],
): ReleaseComparison | undefined {
  if (here === undefined) return undefined;
  const { environment, hash } = there;
  if (hash === undefined) return { environment, relation: 'absent' };
  if (hash === here) return { environment, relation: 'same' };
  const mine = history.findIndex(release => release.hash === here);
  const theirs = history.findIndex(release => release.hash === hash);
  if (mine < 0 || theirs < 0) return { environment, relation: 'different' };
  return mine > theirs
    ? { environment, relation: 'ahead', by: mine - theirs }
    : { environment, relation: 'behind', by: theirs - mine };
}
