import { CommanderError } from 'commander';
import { ExitStatus } from './errors/ExitStatus';
import { plainText } from './output/plainText';
import { createProgram } from './program/createProgram';
import { operations } from './program/operations';
import type { Loaders } from './program/ProgramOptions';
import type { Terminal } from './Terminal';
import { version } from '../package.json';

export interface MainOptions {
  /** What the user calls the program. */
  name: string;
  loaders: Loaders;
  terminal?: Terminal;
  /** Interrupts the command. By default SIGINT and SIGTERM do. */
  signal?: AbortSignal;
}

/**
 * Runs a command.
 *
 * @param args - command line, without node and script
 * @returns the exit status, also of a run that failed
 */
export async function main(
  args: readonly string[],
  { name, loaders, terminal = process, signal = stopSignal() }: MainOptions,
): Promise<number> {
  const program = createProgram({
    name,
    version,
    operations,
    terminal,
    signal,
    loaders,
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return ExitStatus.ok;
  } catch (error) {
    if (error instanceof CommanderError) {
      return error.exitCode === 0 ? ExitStatus.ok : ExitStatus.usage;
    }
    const { status, message } = signal.aborted
      ? { status: ExitStatus.interrupted, message: 'Interrupted' }
      : loaders.runner().describeError(error);
    terminal.stderr.write(`${name}: ${plainText(message)}\n`);
    if (program.opts().verbose && error instanceof Error) {
      terminal.stderr.write(`${error.stack}\n`);
    }
    return status;
  }
}

/** Aborted by the first signal of the terminal. The second one ends the process. */
function stopSignal(): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.once(name, () => controller.abort());
  }
  return controller.signal;
}
