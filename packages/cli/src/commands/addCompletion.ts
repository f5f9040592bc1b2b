import { Argument } from 'commander';
import { CliCommand } from '../program/CliCommand';
import type { ProgramOptions } from '../program/ProgramOptions';
import { completeWords } from './completeWords';
import { completionScripts, shells, type Shell } from './completionScripts';

/** Adds the command that prints the completion of a shell, and the hidden one that the completion runs. */
export function addCompletion(
  program: CliCommand,
  { terminal, name }: ProgramOptions,
): void {
  const command = new CliCommand('completion')
    .copyInheritedSettings(program)
    .summary('print the completion of a shell')
    .description(
      'Print the script that completes commands, options and their values in a shell. bash: `source <(promenade completion bash)` in ~/.bashrc. zsh: `source <(promenade completion zsh)` in ~/.zshrc after compinit. fish: `promenade completion fish > ~/.config/fish/completions/promenade.fish`.',
    )
    .addArgument(new Argument('<shell>', 'The shell.').choices(shells))
    .example(`source <(${name} completion bash)`)
    .action((shell: Shell) => {
      terminal.stdout.write(completionScripts[shell]);
    });
  program.addCommand(command);
  const complete = new CliCommand('__complete')
    .copyInheritedSettings(program)
    .argument('[words...]')
    .action((words: string[]) => {
      for (const { word, description } of completeWords(program, words)) {
        terminal.stdout.write(`${word}\t${description}\n`);
      }
    });
  program.addCommand(complete, { hidden: true });
}
