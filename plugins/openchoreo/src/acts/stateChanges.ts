import type {
  EnvironmentCard,
  SetStateRequest,
} from '@promenade/backstage-plugin-openchoreo-common';
import type { StateVerb } from './Act';

/** The state that each verb asks for. */
export const stateOf: Readonly<Record<StateVerb, SetStateRequest['state']>> = {
  Deploy: 'Active',
  Resume: 'Active',
  Suspend: 'Suspend',
  Undeploy: 'Undeploy',
};

/** Asked for what touches production or takes something away; anything else is undone as easily as it is done. */
export function needsConfirmation(
  verb: StateVerb,
  card: EnvironmentCard,
): boolean {
  return verb === 'Undeploy' || card.environment.isProduction;
}
