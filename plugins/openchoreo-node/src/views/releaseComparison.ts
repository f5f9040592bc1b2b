import type { ReleaseComparison } from '@promenade/backstage-plugin-openchoreo-common';
import type { ReleaseSnapshot } from '../domain/ComponentSnapshot';

/**
 * How the release of an environment relates to that of another, by the history of the component.
 *
 * @param here - content hash of the release in the one environment
 * @param there - the other environment and the content hash of its release
 * @param history - the releases of the component, oldest first
 * @returns undefined when nothing runs here: there is nothing to compare
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
