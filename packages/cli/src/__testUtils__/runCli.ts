import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import * as kubernetes from '../kubernetes';
import { main } from '../main';
import type { Loaders } from '../program/ProgramOptions';
import * as runner from '../runner';

/** A command that has ended. */
export interface CliRun {
  status: number;
  stdout: string;
  stderr: string;
}

/** The modules of the sources. */
export const loaders: Loaders = {
  runner: () => runner,
  kubernetes: () => kubernetes,
};

/** Runs a command without a terminal, as CI does. */
export async function runCli(
  args: readonly string[],
  {
    env = {},
    stdin = '',
    signal = new AbortController().signal,
  }: {
    env?: Record<string, string>;
    stdin?: string;
    signal?: AbortSignal;
  } = {},
): Promise<CliRun> {
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  const written = Promise.all([text(stdout), text(stderr)]);
  const status = await main(args, {
    name: 'promenade',
    loaders,
    terminal: { stdin: Readable.from([stdin]), stdout, stderr, env },
    signal,
  });
  stdout.end();
  stderr.end();
  const [out, error] = await written;
  return { status, stdout: out, stderr: error };
}
