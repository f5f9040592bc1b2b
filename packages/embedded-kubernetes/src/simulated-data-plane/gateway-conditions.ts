import { ConditionState } from '../api/conditions';

/** The name of the simulated gateway controller. */
export const controllerName = 'simulated.openchoreo.dev/gateway-controller';

export function accepted(what: string): ConditionState {
  return {
    type: 'Accepted',
    status: 'True',
    reason: 'Accepted',
    message: `${what} is accepted`,
  };
}

export function programmed(): ConditionState {
  return {
    type: 'Programmed',
    status: 'True',
    reason: 'Programmed',
    message: 'Simulated: nothing really listens',
  };
}

export function resolved(): ConditionState {
  return {
    type: 'ResolvedRefs',
    status: 'True',
    reason: 'ResolvedRefs',
    message: 'All references are resolved',
  };
}
