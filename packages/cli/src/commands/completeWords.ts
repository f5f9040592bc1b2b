import type { Argument, Command, Option } from 'commander';
import { CliCommand } from '../program/CliCommand';
import type { Candidate, NameQuery } from '../program/Completion';

/** What can follow: candidates that are known, and names that have to be read. */
export interface Completion {
  candidates: Candidate[];
  names?: NameQuery;
}

/**
 * What can follow the words of a command line.
 *
 * @param words - without the name of the program; the last one is being typed, and may be empty
 */
export function completeWords(
  program: Command,
  words: readonly string[],
): Completion {
  const before = words.slice(0, -1);
  const typed = words.at(-1) ?? '';
  const line = parseWords(program, before);
  const option = valueOption(line.command, before.at(-1));
  return {
    candidates: candidatesOf(line, option, typed).filter(({ word }) =>
      word.startsWith(typed),
    ),
    names: nameQuery(line, option, typed),
  };
}

interface CommandLine {
  /** The command that the words lead to. */
  command: Command;
  /** How many of its arguments they have. */
  operands: number;
  given: Record<string, string>;
}

function parseWords(program: Command, words: readonly string[]): CommandLine {
  const line: CommandLine = { command: program, operands: 0, given: {} };
  words.forEach((word, index) => {
    const option = valueOption(line.command, words[index - 1]);
    if (option) {
      line.given[option.attributeName()] = word;
      return;
    }
    if (word.startsWith('-')) return;
    const inner = line.command.commands.find(
      each => each.name() === word || each.aliases().includes(word),
    );
    if (inner && line.operands === 0) {
      line.command = inner;
      return;
    }
    const argument = argumentOf(line);
    if (argument) line.given[argument.name()] = word;
    line.operands += 1;
  });
  return line;
}

/** What runs when no further word names a subcommand. */
function runBy(command: Command): Command {
  return command instanceof CliCommand && command.defaultCommand
    ? command.defaultCommand
    : command;
}

/** The argument that comes next. */
function argumentOf({ command, operands }: CommandLine): Argument | undefined {
  return runBy(command).registeredArguments[operands];
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
  const help = command.createHelp();
  const run = runBy(command);
  return [...help.visibleOptions(run), ...help.visibleGlobalOptions(run)];
}

function candidatesOf(
  line: CommandLine,
  option: Option | undefined,
  typed: string,
): Candidate[] {
  if (option) return choicesOf(option);
  const { command, operands } = line;
  if (typed.startsWith('-')) {
    return optionsOf(command).map(({ long, short, description }) => ({
      word: long ?? short ?? '',
      description,
    }));
  }
  const help = command.createHelp();
  const subcommands = operands === 0 ? help.visibleCommands(command) : [];
  const argument = argumentOf(line);
  return [
    ...subcommands.map(each => ({
      word: each.name(),
      description: help.subcommandDescription(each),
    })),
    ...(argument ? choicesOf(argument) : []),
  ];
}

function choicesOf({
  argChoices = [],
}: Pick<Option | Argument, 'argChoices'>): Candidate[] {
  return argChoices.map(word => ({ word, description: '' }));
}

/** The names that an option, or else the next argument, can have. */
function nameQuery(
  line: CommandLine,
  option: Option | undefined,
  typed: string,
): NameQuery | undefined {
  const command = runBy(line.command);
  if (!(command instanceof CliCommand)) return undefined;
  if (!option && typed.startsWith('-')) return undefined;
  const field = option?.attributeName() ?? argumentOf(line)?.name() ?? '';
  const reference = command.references.get(field);
  return reference && { reference, typed, given: line.given };
}
