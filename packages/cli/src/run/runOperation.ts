import {
  commands,
  reads,
  verbs,
  type Operation,
} from '@promenade/backstage-plugin-openchoreo-common';
import type { Command } from 'commander';
import { printOutput } from '../output/printOutput';
import type { ProgramOptions } from '../program/ProgramOptions';
import type { OperationSpec } from '../program/OperationSpec';
import { completeInput } from './completeInput';
import { confirmVerb } from './confirmVerb';
import { parseDuration } from './parseDuration';
import { readInput } from './readInput';
import type { Session } from './Session';
import { observeCompletion } from '../wait/observeCompletion';
import { watchRead } from './watchRead';
import { withSession } from './withSession';

/** The options of a command, beside the fields of its input. */
interface RunOptions {
  file?: string;
  yes?: boolean;
  wait?: boolean;
  timeout?: string;
  watch?: boolean;
}

/** Executes a read or a verb with the options of its command. */
export async function runOperation(
  spec: OperationSpec,
  command: Command,
  programOptions: ProgramOptions,
): Promise<void> {
  const options = command.opts<RunOptions>();
  const given: Record<string, unknown> = { ...command.opts() };
  spec.arguments.forEach((name, index) => {
    given[name] = command.args[index] ?? given[name];
  });
  const input = await readInput(
    spec,
    given,
    options.file,
    programOptions.terminal,
  );
  await withSession(command, programOptions, async session => {
    const completed = await completeInput(spec, input, session);
    await execute(spec, completed, options, session);
  });
}

/** Executes a read or a verb with a complete input. */
export async function execute(
  spec: Pick<OperationSpec, 'name' | 'type' | 'isDestructive' | 'completion'>,
  given: Record<string, unknown>,
  { yes, wait, timeout = '10m', watch }: RunOptions,
  session: Session,
): Promise<void> {
  const { api, signal } = session;
  const operation = operationNamed(spec.name);
  if (watch) {
    await watchRead(operation, given, session);
    return;
  }
  const timeoutMs = parseDuration(timeout, '--timeout');
  const input = spec.isDestructive
    ? await confirmVerb(spec, given, { isConfirmed: yes ?? false }, session)
    : given;
  const waitUntilComplete = wait
    ? await observeCompletion(spec, input, session)
    : undefined;
  const output = await api.request(operation, input, { signal });
  await printOutput(operation, output, session);
  await waitUntilComplete?.(output, timeoutMs);
}

/** The declaration of an operation. */
function operationNamed(name: string): Operation {
  const declared: Operation[] = [
    ...Object.values(reads),
    ...Object.values(verbs),
    ...Object.values(commands),
  ];
  const found = declared.find(each => each.name === name);
  if (found) return found;
  throw new Error(`There is no operation ${name}`);
}
