import type { EnvironmentCard } from '@promenade/backstage-plugin-openchoreo-common';
import type { Act } from './Act';

const usual: Act['verb'][] = ['Promote', 'Deploy', 'Resume', 'Roll back'];
const inTrouble: Act['verb'][] = ['Roll back', 'Promote', 'Deploy', 'Resume'];
const whenSuspended: Act['verb'][] = ['Resume', 'Promote', 'Deploy'];

/**
 * Chooses the one act that comes next; the rest goes behind a menu.
 *
 * What leads on comes first, and what helps comes first where something is wrong. An act that is possible goes before one that
 * is not; where none is, the first is shown switched off with its reason. Suspend and undeploy are never what comes next.
 */
export function arrangeActs(
  state: EnvironmentCard['state'],
  acts: readonly Act[],
): { next?: Act; rest: Act[] } {
  const preferred = preferenceOf(state);
  const candidates = preferred.flatMap(verb =>
    acts.filter(act => act.verb === verb),
  );
  const next = candidates.find(act => act.enabled) ?? candidates[0];
  return { next, rest: acts.filter(act => act !== next) };
}

function preferenceOf(state: EnvironmentCard['state']): Act['verb'][] {
  if (state === 'Suspended') return whenSuspended;
  return ['Progressing', 'Degraded', 'Failed'].includes(state)
    ? inTrouble
    : usual;
}
