import type { DeploymentState } from '@promenade/backstage-plugin-openchoreo-common';
import type { Act } from './Act';

const usual: Act['verb'][] = ['Promote', 'Deploy', 'Resume'];
const whenSuspended: Act['verb'][] = ['Resume', 'Promote', 'Deploy'];

/**
 * Chooses the one act that comes next; the rest goes behind a menu.
 *
 * An act that is possible goes before one that is not; where none is, the first is shown switched off with its reason. Suspend
 * and undeploy are never what comes next.
 */
export function arrangeActs(
  state: DeploymentState,
  acts: readonly Act[],
): { next?: Act; rest: Act[] } {
  const preferred = state === 'Suspended' ? whenSuspended : usual;
  const candidates = preferred.flatMap(verb =>
    acts.filter(act => act.verb === verb),
  );
  const next = candidates.find(act => act.enabled) ?? candidates[0];
  return { next, rest: acts.filter(act => act !== next) };
}
