import type { GatewayLevel } from '../hosts';
import { invalid, type Problem } from '../../problem';
import { compareText } from '../../../runtime/sort';

/**
 * Where an API is offered when it does not say. One default for its routes,
 * its policies and its address, or they would miss each other.
 */
const defaultLevels: readonly GatewayLevel[] = ['Public'];

/**
 * The gateways that an API asks for, in order. `Project` needs none.
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
