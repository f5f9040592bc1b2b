import type {
  DeployBoard,
  DeploymentAction,
  EnvironmentCard,
} from '@promenade/backstage-plugin-openchoreo-common';

/** An act of a card with everything that is needed to do it. */
export type Act = {
  enabled: boolean;
  /** Why it is not possible now. */
  reason?: string;
} & (
  | { verb: 'Promote'; from: string; to: string }
  | { verb: Exclude<DeploymentAction['verb'], 'Promote'> }
);

type Edge = DeployBoard['pipeline']['edges'][number];

/**
 * The acts of a card. A promotion without a target, or with the card's own environment as target, comes here; any other goes
 * from here.
 */
export function actsOf(card: EnvironmentCard, edges: readonly Edge[]): Act[] {
  const here = card.environment.name;
  return card.actions.flatMap((action): Act[] => {
    const { verb, enabled, reason, target } = action;
    if (verb !== 'Promote') return [{ verb, enabled, reason }];
    if (target && target !== here) {
      return [{ verb, enabled, reason, from: here, to: target }];
    }
    return edges
      .filter(edge => edge.to === here)
      .map(edge => ({ verb, enabled, reason, from: edge.from, to: here }));
  });
}
