import { createInterface } from 'node:readline/promises';
import { CommandError } from '../errors/CommandError';
import { plainText } from '../output/plainText';
import { isInteractive, type Terminal } from '../Terminal';

/** Asks on the terminal. The question is not part of the output. @throws CommandError when it is interrupted */
async function ask(
  { stdin, stderr }: Terminal,
  question: string,
  signal: AbortSignal,
): Promise<string> {
  const lines = createInterface({ input: stdin, output: stderr });
  const closed = new AbortController();
  lines.once('close', () => closed.abort());
  try {
    const answer = await lines.question(plainText(question), {
      signal: AbortSignal.any([signal, closed.signal]),
    });
    return answer.trim();
  } catch (error) {
    throw new CommandError(
      'interrupted',
      'Interrupted. Nothing was changed',
      error,
    );
  } finally {
    lines.close();
  }
}

/**
 * Asks for a text.
 *
 * @param remedy - what to do without a terminal
 * @throws CommandError with the remedy without a terminal
 */
export async function askText(
  terminal: Terminal,
  question: string,
  remedy: string,
  signal: AbortSignal,
): Promise<string> {
  if (!isInteractive(terminal)) throw new CommandError('usage', remedy);
  for (;;) {
    const answer = await ask(terminal, `${question}: `, signal);
    if (answer) return answer;
  }
}

/**
 * Lets the user choose. The only choice is taken without a question.
 *
 * @param noun - what is chosen, such as `project`
 * @param remedy - how to choose without a terminal, such as `pass --project`
 * @throws CommandError when there is no choice, or when there are several and nobody can be asked
 */
export async function choose(
  terminal: Terminal,
  {
    noun,
    choices,
    remedy,
  }: { noun: string; choices: readonly string[]; remedy: string },
  signal: AbortSignal,
): Promise<string> {
  if (choices.length === 1) return choices[0];
  if (choices.length === 0) {
    throw new CommandError(
      'notFound',
      `There is no ${noun}. You can also ${remedy}`,
    );
  }
  if (!isInteractive(terminal)) {
    throw new CommandError(
      'usage',
      `Which ${noun}? There are ${choices.join(', ')}: ${remedy}`,
    );
  }
  choices.forEach((choice, index) => {
    terminal.stderr.write(`  ${index + 1}  ${choice}\n`);
  });
  for (;;) {
    const answer = await ask(terminal, `Which ${noun}? `, signal);
    const chosen =
      choices[Number(answer) - 1] ?? choices.find(each => each === answer);
    if (chosen) return chosen;
    terminal.stderr.write(
      `Enter a number from 1 to ${choices.length}, or a name.\n`,
    );
  }
}

/** Asks whether to go on. @throws CommandError when the answer is not yes */
export async function confirm(
  terminal: Terminal,
  question: string,
  signal: AbortSignal,
): Promise<void> {
  const answer = await ask(terminal, `${question} [y/N] `, signal);
  if (/^y(es)?$/i.test(answer)) return;
  throw new CommandError('interrupted', 'Not confirmed. Nothing was changed');
}
