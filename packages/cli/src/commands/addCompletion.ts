import { Argument } from 'commander';
import { CliCommand } from '../program/CliCommand';
import type { ProgramOptions } from '../program/ProgramOptions';
import { completeWords } from './completeWords';
import { completionScripts, shells, type Shell } from './completionScripts';

/** Adds the command that prints the completion of a shell, and the hidden one that the completion runs. */
export function addCompletion(
  program: CliCommand,
  options: ProgramOptions,
): void {
  const { terminal, name } = options;
  const command = new CliCommand('completion')
    .copyInheritedSettings(program)
    .summary('print the completion of a shell')
    .description(
      'Print the script that completes commands, options, their values and the names of organizations, projects, components, environments and promotions in a shell. Names are read from the portal of PROMENADE_PORTAL or from the Kubernetes API, for three seconds at most. bash: `source <(promenade completion bash)` in ~/.bashrc. zsh: `source <(promenade completion zsh)` in ~/.zshrc after compinit. fish: `promenade completion fish > ~/.config/fish/completions/promenade.fish`.',
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
    .action(async (words: string[]) => {
      const { candidates, names } = completeWords(program, words);
      const found = names
        ? await options.loaders.runner().listNames(names, complete, options)
        : [];
      for (const { word, description } of [...candidates, ...found]) {
        terminal.stdout.write(`${word}\t${description}\n`);
      }
    });
  program.addCommand(complete, { hidden: true });
}
