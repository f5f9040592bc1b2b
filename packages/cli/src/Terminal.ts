import type { Readable, Writable } from 'node:stream';

/** A stream that may be a terminal. */
type Output = Writable & { isTTY?: boolean; columns?: number };

/** What a command reads from and writes to. */
export interface Terminal {
  stdin: Readable & { isTTY?: boolean };
  stdout: Output;
  stderr: Output;
  env: Readonly<Record<string, string | undefined>>;
}

/** Whether somebody can answer a question. */
export function isInteractive({ stdin, stderr, env }: Terminal): boolean {
  return Boolean(stdin.isTTY && stderr.isTTY && !env.CI);
}
