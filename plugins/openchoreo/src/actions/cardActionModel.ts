import type {
  DeploymentAction,
  DeploymentState,
  EnvironmentCard,
  OperationInput,
  verbs,
} from '@promenade/backstage-plugin-openchoreo-common';

/** The verbs that change the state of a deployment. */
export type StateVerb = 'Deploy' | 'Suspend' | 'Resume' | 'Undeploy';

interface Availability {
  enabled: boolean;
  /** Why the action is not possible now. */
  reason?: string;
}

export type PromoteAction = Availability & {
  verb: 'Promote';
  from: string;
  to: string;
};

/** A change of the deployment in the environment of the card. */
export type StateAction = Availability & { verb: StateVerb };

/** An action that a card offers. */
export type CardAction = PromoteAction | StateAction;

/** Converts the actions of the backend. Leaves out actions that the page does not implement. */
export function toCardActions(
  actions: readonly DeploymentAction[],
): CardAction[] {
  return actions.flatMap((action): CardAction[] => {
    const { verb, enabled, reason, source, target } = action;
    if (verb === 'Roll back' || verb === 'Unknown') return [];
    if (verb !== 'Promote') return [{ verb, enabled, reason }];
    return source && target
      ? [{ verb, enabled, reason, from: source, to: target }]
      : [];
  });
}

const primaryVerbs: CardAction['verb'][] = ['Promote', 'Deploy', 'Resume'];

/** The verb that reverts a state. It is preferred in that state. */
const revertingVerbs: Partial<Record<DeploymentState, StateVerb>> = {
  Suspended: 'Resume',
  NotDeployed: 'Deploy',
};

/**
 * Selects the action that is shown as a button; the others go into a menu.
 *
 * The first enabled action in order of preference is selected. If none is enabled, the first disabled one is shown with its
 * reason. Suspend and Undeploy are never selected.
 */
export function selectPrimaryAction(
  state: DeploymentState,
  actions: readonly CardAction[],
): { primary?: CardAction; rest: CardAction[] } {
  const candidates = primaryVerbs.flatMap(verb =>
    actions.filter(action => action.verb === verb),
  );
  const enabled = candidates.filter(action => action.enabled);
  const primary =
    enabled.find(({ verb }) => verb === revertingVerbs[state]) ??
    enabled[0] ??
    candidates[0];
  return { primary, rest: actions.filter(action => action !== primary) };
}

/** The verb that undoes each verb. */
export const oppositeVerbs: Readonly<Record<StateVerb, StateVerb>> = {
  Deploy: 'Undeploy',
  Undeploy: 'Deploy',
  Suspend: 'Resume',
  Resume: 'Suspend',
};

/** The state that each verb requests. */
export const requestedStates: Readonly<
  Record<StateVerb, OperationInput<typeof verbs.setState>['state']>
> = {
  Deploy: 'Active',
  Resume: 'Active',
  Suspend: 'Suspend',
  Undeploy: 'Undeploy',
};

/** True for every change in production and for Undeploy anywhere. Other changes can be undone by the opposite action. */
export function needsConfirmation(
  verb: StateVerb,
  card: EnvironmentCard,
): boolean {
  return verb === 'Undeploy' || card.environment.isProduction;
}
