import { InvalidArgumentError } from 'commander';
import type { CliCommand } from '../program/CliCommand';
import type { ProgramOptions } from '../program/ProgramOptions';
import { addComponentCommand } from './addComponentCommand';

/** Adds the command that prints the logs of a component. */
export function addLogs(program: CliCommand, options: ProgramOptions): void {
  const command = addComponentCommand(program, 'logs')
    .summary('print the log of a component')
    .description(
      'Print the log of a container of a component. Without a pod it is the log that says why a container has failed, or else that of the first pod.',
    )
    .option('--pod <text>', 'Name of the pod.')
    .option('--container <text>', 'Name of the container.')
    .option('--previous', 'the log of the run before the last restart')
    .option('--since <time>', 'only lines of this ISO 8601 time or later')
    .option('--tail <number>', 'the most lines, the newest', parseCount, 500)
    .option('--follow', 'go on with new lines, until the container ends')
    .option('--timestamps', 'begin each line with its time')
    .example(
      `${options.name} logs tram/departures --environment development --follow`,
    );
  command.action(async () => {
    const { printLog } = options.loaders.runner();
    await printLog(command, options);
  });
}

function parseCount(text: string): number {
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Use a number from 1.');
}
