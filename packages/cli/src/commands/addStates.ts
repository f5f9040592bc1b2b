import type { CliCommand } from '../program/CliCommand';
import type { ProgramOptions } from '../program/ProgramOptions';
import { addComponentCommand } from './addComponentCommand';

const states = [
  {
    name: 'suspend',
    state: 'Suspend',
    summary: 'scale a component to zero in an environment',
  },
  {
    name: 'resume',
    state: 'Active',
    summary: 'run a suspended or undeployed component again',
  },
  {
    name: 'undeploy',
    state: 'Undeploy',
    summary: 'remove a component from an environment',
  },
] as const;

/** Adds a command for each state of the verb `set-state`. */
export function addStates(program: CliCommand, options: ProgramOptions): void {
  for (const { name, state, summary } of states) {
    const command = addComponentCommand(program, name)
      .summary(summary)
      .description(
        `${summary.charAt(0).toUpperCase()}${summary.slice(
          1,
        )}. A change of somebody else in the meantime is not overwritten.`,
      )
      .option('-y, --yes', 'do not ask for confirmation')
      .option('--wait', 'wait until the component has the wanted state')
      .option(
        '--timeout <duration>',
        'how long to wait, such as 90s or 10m',
        '10m',
      )
      .example(
        `${options.name} ${name} tram/departures --environment development`,
      );
    command.action(async () => {
      const { setState } = options.loaders.runner();
      await setState(state, command, options);
    });
  }
}
