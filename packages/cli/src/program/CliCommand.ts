import { Command } from 'commander';

/** A command with an example, which the help and the page of the command show. */
export class CliCommand extends Command {
  /** Command lines. */
  readonly examples: string[] = [];

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
