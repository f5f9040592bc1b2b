import { Command } from 'commander';
import type { Reference } from './OperationSpec';

/** A command with an example, which the help and the page of the command show, and with what its values name. */
export class CliCommand extends Command {
  /** Command lines. */
  readonly examples: string[] = [];
  /** What the values of arguments and options name, by their names in camel case. */
  readonly references = new Map<string, Reference>();
  /** The subcommand that runs when none is named. */
  defaultCommand?: CliCommand;

  override createCommand(name?: string): CliCommand {
    return new CliCommand(name);
  }

  /** Adds an example to the help. */
  example(line: string): this {
    const isFirst = this.examples.length === 0;
    this.examples.push(line);
    return this.addHelpText(
      'after',
      `${isFirst ? '\nExample:\n' : ''}  ${line}`,
    );
  }
}
