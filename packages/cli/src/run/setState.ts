import { verbs } from '@promenade/backstage-plugin-openchoreo-common';
import type { Command } from 'commander';
import { CommandError } from '../errors/CommandError';
import type { ProgramOptions } from '../program/ProgramOptions';
import { readBoard } from './completeInput';
import { readComponentInput } from './readComponentInput';
import { execute } from './runOperation';
import { withSession } from './withSession';

/** Sets the state of a component in an environment, unless it is changed at the same time. */
export async function setState(
  state: 'Active' | 'Suspend' | 'Undeploy',
  command: Command,
  programOptions: ProgramOptions,
): Promise<void> {
  const { name, attributes, completion } = verbs.setState;
  await withSession(command, programOptions, async session => {
    const input = await readComponentInput(command, session);
    const { environments } = await readBoard(input, session);
    const card = environments.find(
      each => each.environment.name === input.environment,
    );
    if (!card?.binding) {
      throw new CommandError(
        'conflict',
        `${input.component} is not deployed to ${input.environment}. Promote it there first`,
      );
    }
    const { resourceVersion } = card.binding;
    await execute(
      { name, type: 'verb', isDestructive: attributes.destructive, completion },
      { ...input, state, resourceVersion },
      command.opts(),
      session,
    );
  });
}
