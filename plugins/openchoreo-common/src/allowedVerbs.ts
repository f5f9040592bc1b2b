import { z } from 'zod';
import type { DeployBoard, DeploymentAction, EnvironmentCard } from './board';

/** @public */
export const allowedVerbsSchema = z
  .object({
    verbs: z.array(
      z.object({
        verb: z.string().describe('Name of the verb, such as `set-state`.'),
        environment: z
          .string()
          .optional()
          .describe('Absent for a verb that is not about an environment.'),
        isAllowed: z.boolean(),
        reason: z
          .string()
          .optional()
          .describe('Why it is not allowed, in a sentence.'),
      }),
    ),
  })
  .describe('What the caller may do with a component.');

/**
 * What the caller may do with a component.
 *
 * @public
 */
export type AllowedVerbs = z.infer<typeof allowedVerbsSchema>;

/**
 * The name of the verb that performs each action of a card.
 *
 * @public
 */
export const verbsOfActions: Readonly<
  Record<DeploymentAction['verb'], string | undefined>
> = {
  Deploy: 'set-state',
  Promote: 'promote-component',
  'Roll back': 'roll-back-component',
  Suspend: 'set-state',
  Resume: 'set-state',
  Undeploy: 'set-state',
  Restart: 'restart-component',
  'Run now': 'run-task',
  Approve: 'approve-promotion',
  Reject: 'reject-promotion',
  Cancel: 'cancel-promotion',
  Unknown: undefined,
};

/**
 * The board for one caller: an action that the caller may not do is disabled, with the reason. An action that is disabled
 * already keeps its reason.
 *
 * @public
 */
export function withAllowedVerbs(
  board: DeployBoard,
  allowed: AllowedVerbs,
): DeployBoard {
  return {
    ...board,
    environments: board.environments.map(card => ({
      ...card,
      actions: card.actions.map(action => restrict(action, card, allowed)),
    })),
  };
}

function restrict(
  action: DeploymentAction,
  card: EnvironmentCard,
  { verbs }: AllowedVerbs,
): DeploymentAction {
  const name = verbsOfActions[action.verb];
  const environment = action.target ?? card.environment.name;
  const denied = verbs.find(
    ({ verb, environment: where = environment, isAllowed }) =>
      verb === name && where === environment && !isAllowed,
  );
  return action.enabled && denied
    ? { ...action, enabled: false, reason: denied.reason }
    : action;
}
