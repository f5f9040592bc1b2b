import type { Command } from 'commander';
import { z } from 'zod';
import type { Terminal } from '../Terminal';
import { completeEnvironment, completeNames, readBoard } from './completeInput';
import { readInput } from './readInput';
import type { Session } from './Session';

const inputSchema = z.object({
  organization: z.string(),
  project: z.string(),
  component: z.string(),
  environment: z.string(),
});

const fields = Object.keys(inputSchema.shape).map(name => ({
  name,
  flag: `--${name}`,
  type: 'text' as const,
  description: '',
  isRequired: true,
}));

/** The options of a command about a component in an environment, completed by what there is. */
export async function readComponentInput(
  command: Command,
  session: Session & { terminal: Terminal },
): Promise<z.output<typeof inputSchema>> {
  const resource = 'component';
  const given = await readInput(
    { fields, resource },
    { ...command.opts(), component: command.args[0] },
    undefined,
    session.terminal,
  );
  const named = await completeNames({ resource }, given, session);
  const board = await readBoard(named, session);
  return inputSchema.parse(await completeEnvironment(named, board, session));
}
