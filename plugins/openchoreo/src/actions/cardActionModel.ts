import type {
  DeploymentAction,
  DeploymentState,
  EnvironmentCard,
  OperationInput,
  verbs,
} from '@promenade/backstage-plugin-openchoreo-common';

/** The verbs that change the desired state of a deployment. */
export type StateVerb = 'Deploy' | 'Suspend' | 'Resume' | 'Undeploy';

/** The verbs that change the deployment of a card at once or after a confirmation. */
export type DeploymentVerb = StateVerb | 'Restart' | 'Run now';

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

/** An action that a card offers. `Review` opens a promotion to approve or reject it. */
export type CardAction =
  | PromoteAction
  | (Availability & { verb: DeploymentVerb })
  | (Availability & { verb: 'Roll back' | 'Review' | 'Cancel' });

/**
 * Converts the actions of the backend. Approve and Reject become one action: both are decided with the plan in view, which
 * everybody may read. Actions for which the page has no button are left out.
 */
export function toCardActions({
  actions,
  promotion,
}: Pick<EnvironmentCard, 'actions' | 'promotion'>): CardAction[] {
  // A promotion that waits behind the one of the card is decided about when it is its turn.
  const relevant = actions.filter(
    action => !action.promotion || action.promotion === promotion?.name,
  );
  const isDecision = ({ verb }: DeploymentAction) =>
    verb === 'Approve' || verb === 'Reject';
  return [
    ...(relevant.some(isDecision)
      ? [{ verb: 'Review', enabled: true } as const]
      : []),
    ...relevant.flatMap(toCardAction),
  ];
}

function toCardAction(action: DeploymentAction): CardAction[] {
  const { verb, enabled, reason, source, target } = action;
  switch (verb) {
    case 'Promote':
      return source && target
        ? [{ verb, enabled, reason, from: source, to: target }]
        : [];
    case 'Approve':
    case 'Reject':
    case 'Unknown':
      return [];
    default:
      return [{ verb, enabled, reason }];
  }
}

/** The verbs that are shown as a button, in the order of preference. */
const primaryVerbs: CardAction['verb'][] = [
  'Review',
  'Cancel',
  'Promote',
  'Deploy',
  'Resume',
];

/** The verb that reverts a state. It is preferred in that state. */
const revertingVerbs: Partial<Record<DeploymentState, StateVerb>> = {
  Suspended: 'Resume',
  NotDeployed: 'Deploy',
};

/**
 * Selects the action that is shown as a button; the others go into a menu.
 *
 * The first enabled action in order of preference is selected. If none is enabled, the first disabled one is shown with its
 * reason. Suspend, Undeploy, Restart and Roll back are never selected.
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
    enabled.find(({ verb }) => verb === 'Review' || verb === 'Cancel') ??
    enabled.find(({ verb }) => verb === revertingVerbs[state]) ??
    enabled[0] ??
    candidates.find(({ verb }) => verb !== 'Cancel') ??
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

/** True for every change in production and for Undeploy anywhere. Other changes can be undone, or interrupt nobody. */
export function needsConfirmation(
  verb: DeploymentVerb,
  card: EnvironmentCard,
): boolean {
  return verb === 'Undeploy' || card.environment.isProduction;
}
