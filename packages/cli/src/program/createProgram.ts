import { addCommands } from '../commands/addCommands';
import { CliCommand } from './CliCommand';
import { addGlobalOptions } from './GlobalOptions';
import { addOperations } from './addOperations';
import type { ProgramOptions } from './ProgramOptions';

/** The commands. What a command needs to run is loaded when it runs, so that the help is shown at once. */
export function createProgram(options: ProgramOptions): CliCommand {
  const { name, version, terminal } = options;
  const program = new CliCommand(name)
    .description(
      'OpenChoreo on the command line. Installed as promenade and as kubectl-choreo, for `kubectl choreo`.',
    )
    .version(version, '-V, --version', 'show the version')
    .helpOption('-h, --help', 'show the help of a command')
    .helpCommand(false)
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({
      writeOut: text => terminal.stdout.write(text),
      writeErr: text => terminal.stderr.write(text),
      outputError: (text, write) =>
        write(text.replace(/^error: /, `${name}: `)),
      getOutHelpWidth: () => terminal.stdout.columns ?? 100,
      getErrHelpWidth: () => terminal.stderr.columns ?? 100,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .configureHelp({ showGlobalOptions: true, sortSubcommands: true });
  addGlobalOptions(program);
  addOperations(program, options);
  addCommands(program, options);
  return program;
}
