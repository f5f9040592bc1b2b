import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import * as kubernetes from '../kubernetes';
import { main } from '../main';
import * as runner from '../runner';

/** A command that has ended. */
export interface CliRun {
  status: number;
  stdout: string;
  stderr: string;
}

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
    loaders: { runner: () => runner, kubernetes: () => kubernetes },
    terminal: { stdin: Readable.from([stdin]), stdout, stderr, env },
    signal,
  });
  stdout.end();
  stderr.end();
  const [out, error] = await written;
  return { status, stdout: out, stderr: error };
}
