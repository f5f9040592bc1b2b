import { plainText } from '../output/plainText';
import type { Session } from '../run/Session';

/** Writes a line about a subject to the standard error, unless it is the last one about it. */
export function reportChanges({ terminal }: Session) {
  const last = new Map<string, string>();
  return (subject: string, text: string) => {
    if (last.get(subject) === text) return;
    last.set(subject, text);
    const line = plainText(`${subject}: ${text}`);
    terminal.stderr.write(`${new Date().toISOString()} ${line}\n`);
  };
}
