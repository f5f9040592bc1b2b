import { CliCommand } from '../program/CliCommand';
import type { ProgramOptions } from '../program/ProgramOptions';
import { addCompletion } from './addCompletion';
import { addDev } from './addDev';
import { addEvents } from './addEvents';
import { addLogs } from './addLogs';
import { addStates } from './addStates';

/** Adds the commands that are more than one read or verb. */
export function addCommands(
  program: CliCommand,
  options: ProgramOptions,
): void {
  addStates(program, options);
  addLogs(program, options);
  addEvents(program, options);
  addDev(program, options);
  addCompletion(program, options);
}
