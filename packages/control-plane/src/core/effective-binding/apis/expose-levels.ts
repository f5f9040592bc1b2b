import type { GatewayLevel } from '../hosts';
import { invalid, type Problem } from '../../problem';
import { compareText } from '../../../runtime/sort';

/** Default levels of an API. Routes, policies and addresses share this default. */
const defaultLevels: readonly GatewayLevel[] = ['Public'];

/**
 * Resolves the levels of an API, sorted. `Project` needs no gateway.
 *
 * @param asked - `exposeLevels` of the API
 * @param field - path of the API, for problems
 */
export function resolveLevels(
  asked: readonly string[] = [],
  field: string,
): { levels: readonly GatewayLevel[]; problems: Problem[] } {
  if (asked.length === 0) return { levels: defaultLevels, problems: [] };
  const levels = new Set<GatewayLevel>();
  const problems: Problem[] = [];
  for (const level of asked) {
    if (level === 'Public' || level === 'Organization') {
      levels.add(level);
    } else if (level !== 'Project') {
      problems.push(
        invalid(
          `${field}.exposeLevels`,
          `"${level}" is no level; use Project, Organization or Public`,
        ),
      );
    }
  }
  return { levels: [...levels].sort(compareText), problems };
}
