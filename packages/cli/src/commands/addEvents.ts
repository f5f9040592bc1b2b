import type { CliCommand } from '../program/CliCommand';
import type { ProgramOptions } from '../program/ProgramOptions';
import { addComponentCommand } from './addComponentCommand';

/** Adds the command that lists the events of a component. */
export function addEvents(program: CliCommand, options: ProgramOptions): void {
  const command = addComponentCommand(program, 'events')
    .summary('list the events of a component')
    .description(
      'List the events that Kubernetes reports about the objects of a component in an environment, the newest last.',
    )
    .option('--kind <text>', 'only objects of this kind, such as Pod')
    .option('--name <text>', 'only the object of this name')
    .option('--warnings', 'only warnings')
    .example(
      `${options.name} events tram/departures --environment development --warnings`,
    );
  command.action(async () => {
    const { printEvents } = options.loaders.runner();
    await printEvents(command, options);
  });
}
