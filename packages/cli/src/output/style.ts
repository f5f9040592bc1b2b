import { styleText } from 'node:util';
import type { Terminal } from '../Terminal';

type Format = Parameters<typeof styleText>[0];

/** The colour of a state, a phase or a status. Others have none. */
const colors: Readonly<Record<string, Format>> = {
  Ready: 'green',
  Succeeded: 'green',
  Healthy: 'green',
  Passed: 'green',
  ok: 'green',
  Progressing: 'cyan',
  Checking: 'cyan',
  Verifying: 'cyan',
  Pending: 'cyan',
  waiting: 'yellow',
  Waiting: 'yellow',
  AwaitingApproval: 'yellow',
  Suspended: 'yellow',
  Degraded: 'red',
  Failed: 'red',
  failed: 'red',
  Rejected: 'red',
  RolledBack: 'red',
};

/** Whether a stream shows colours: it is a terminal, and NO_COLOR is not set. */
function hasColors(stream: Terminal['stdout']): boolean {
  return Boolean(stream.isTTY) && !process.env.NO_COLOR;
}

/** A text in a format, where the stream shows colours. */
export function style(
  format: Format,
  text: string,
  stream: Terminal['stdout'],
): string {
  return hasColors(stream)
    ? styleText(format, text, { validateStream: false })
    : text;
}

/** A state in its colour, where the stream shows colours. */
export function styleState(text: string, stream: Terminal['stdout']): string {
  const format = colors[text];
  return format ? style(format, text, stream) : text;
}
