import type { DeploymentAction } from '@promenade/backstage-plugin-openchoreo-common';

/** The verbs that set the state of what is deployed. */
export type StateVerb = 'Deploy' | 'Suspend' | 'Resume' | 'Undeploy';

interface Possibility {
  enabled: boolean;
  /** Why it is not possible now. */
  reason?: string;
}

/** A promotion, from where to where. */
export type PromoteAct = Possibility & {
  verb: 'Promote';
  from: string;
  to: string;
};

/** A change of state of what is deployed in the card's environment. */
export type StateAct = Possibility & { verb: StateVerb };

/** An act of a card that the page has a command for. */
export type Act = PromoteAct | StateAct;

/** The acts of a card; what this page has no command for is left out. */
export function actsOf(actions: readonly DeploymentAction[]): Act[] {
  return actions.flatMap((action): Act[] => {
    const { verb, enabled, reason, source, target } = action;
    if (verb === 'Roll back') return [];
    if (verb !== 'Promote') return [{ verb, enabled, reason }];
    return source && target
      ? [{ verb, enabled, reason, from: source, to: target }]
      : [];
  });
}
