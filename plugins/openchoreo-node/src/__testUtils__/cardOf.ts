import { deployBoardSchema } from '@promenade/backstage-plugin-openchoreo-common';
import { now } from './snapshots';
import type { ComponentSnapshot } from '../domain/ComponentSnapshot';
import { deployBoard } from '../views/deployBoard';

/** A release by the letter of its hash. */
export const release = (letter: string) => ({
  name: `greeter-default-${letter.repeat(8)}`,
  hash: letter.repeat(64),
});

/** The card of an environment. */
export function cardOf(snapshot: ComponentSnapshot, name: string) {
  const board = deployBoardSchema.parse(deployBoard(snapshot, now));
  const card = board.environments.find(
    ({ environment }) => environment.name === name,
  );
  if (!card) throw new Error(`no card for ${name}`);
  return card;
}
