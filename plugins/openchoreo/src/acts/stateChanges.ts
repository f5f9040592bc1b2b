import type { EnvironmentCard } from '@promenade/backstage-plugin-openchoreo-common';
import type { Act } from './Act';

/** The verbs that set the state of what is deployed. */
export type StateVerb = 'Suspend' | 'Resume' | 'Undeploy' | 'Deploy';

const states = {
  Suspend: 'Suspend',
  Resume: 'Active',
  Undeploy: 'Undeploy',
  Deploy: 'Active',
} as const;

/** The state that a verb asks for. */
export function stateOf(verb: StateVerb): (typeof states)[StateVerb] {
  return states[verb];
}

export function isStateVerb(verb: Act['verb']): verb is StateVerb {
  return verb in states;
}

/** Asked for what touches production or takes something away; anything else is undone as easily as it is done. */
export function needsConfirmation(
  verb: StateVerb,
  card: EnvironmentCard,
): boolean {
  return verb === 'Undeploy' || card.environment.isProduction;
}
