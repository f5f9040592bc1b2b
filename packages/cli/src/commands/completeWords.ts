import type { Argument, Command, Option } from 'commander';

export interface Candidate {
  word: string;
  description: string;
}

/**
 * What can follow the words of a command line.
 *
 * @param words - without the name of the program; the last one is being typed, and may be empty
 */
export function completeWords(
  program: Command,
  words: readonly string[],
): Candidate[] {
  const before = words.slice(0, -1);
  const typed = words.at(-1) ?? '';
  const { command, operands } = findCommand(program, before);
  const option = valueOption(command, before.at(-1));
  return candidatesOf(command, { option, typed, operands }).filter(({ word }) =>
    word.startsWith(typed),
  );
}

/** The command that words lead to, and how many of its arguments they have. */
function findCommand(
  program: Command,
  words: readonly string[],
): { command: Command; operands: number } {
  let command = program;
  let operands = 0;
  words.forEach((word, index) => {
    if (word.startsWith('-') || valueOption(command, words[index - 1])) return;
    const inner = command.commands.find(
      each => each.name() === word || each.aliases().includes(word),
    );
    if (inner) command = inner;
    else operands += 1;
  });
  return { command, operands };
}

/** The option of a word, if a value follows it. */
function valueOption(
  command: Command,
  word: string | undefined,
): Option | undefined {
  const option = optionsOf(command).find(
    ({ long, short }) =>
      word !== undefined && (word === long || word === short),
  );
  return option && !option.isBoolean() ? option : undefined;
}

/** The options of a command and of those that it is part of. */
function optionsOf(command: Command): Option[] {
  return [
    ...command.createHelp().visibleOptions(command),
    ...command.createHelp().visibleGlobalOptions(command),
  ];
}

function candidatesOf(
  command: Command,
  {
    option,
    typed,
    operands,
  }: { option: Option | undefined; typed: string; operands: number },
): Candidate[] {
  if (option) return choicesOf(option);
  if (typed.startsWith('-')) {
    return optionsOf(command).map(({ long, short, description }) => ({
      word: long ?? short ?? '',
      description,
    }));
  }
  const help = command.createHelp();
  const subcommands = help.visibleCommands(command).map(each => ({
    word: each.name(),
    description: help.subcommandDescription(each),
  }));
  const argument: Argument | undefined = command.registeredArguments[operands];
  return [...subcommands, ...(argument ? choicesOf(argument) : [])];
}

function choicesOf({
  argChoices = [],
}: Pick<Option | Argument, 'argChoices'>): Candidate[] {
  return argChoices.map(word => ({ word, description: '' }));
}
