import type { Operation } from '@promenade/backstage-plugin-openchoreo-common';
import { printOutput } from '../output/printOutput';
import { poll } from './poll';
import type { Session } from './Session';

/** Moves to the top left, and erases what is below. */
const clear = '\x1b[H\x1b[2J';

/** Prints a read, and again whenever it has changed, until the command is interrupted. */
export async function watchRead(
  operation: Operation,
  input: object,
  session: Session,
): Promise<void> {
  const { api, signal, terminal } = session;
  let printed: string | undefined;
  for await (const output of poll(
    () => api.request(operation, { ...input }, { signal }),
    signal,
  )) {
    const text = JSON.stringify(output, withoutTime);
    if (text === printed) continue;
    printed = text;
    if (terminal.stdout.isTTY) terminal.stdout.write(clear);
    await printOutput(operation, output, session);
  }
}

/** `asOf` differs in each response. */
function withoutTime(key: string, value: unknown): unknown {
  return key === 'asOf' ? undefined : value;
}
