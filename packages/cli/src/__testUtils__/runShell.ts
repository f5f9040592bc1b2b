import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, symlink } from 'node:fs/promises';
import { delimiter, join, resolve } from 'node:path';

// Tests run in a clone only.
// eslint-disable-next-line no-restricted-syntax
const executable = resolve(__dirname, '../../bin/promenade.js');

/** Creates a folder with the command line, for `PATH`. */
export async function installInto(folder: string): Promise<string> {
  const bin = join(folder, 'bin');
  await mkdir(bin);
  await symlink(executable, join(bin, 'promenade'));
  await symlink(process.execPath, join(bin, 'node'));
  return bin;
}

/** Runs a shell script. It stops at the first command that fails. */
export async function runShell(
  script: string,
  { cwd, bin, env }: { cwd: string; bin: string; env: Record<string, string> },
): Promise<{ status: number | null; output: string }> {
  // Without the variables of jest.
  const { NODE_OPTIONS, NODE_ENV, JEST_WORKER_ID, ...rest } = process.env;
  const child = spawn('sh', ['-exc', script], {
    cwd,
    env: { ...rest, ...env, PATH: `${bin}${delimiter}${rest.PATH}` },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const collect = (text: string) => {
    output += text;
  };
  child.stdout.setEncoding('utf8').on('data', collect);
  child.stderr.setEncoding('utf8').on('data', collect);
  const [status] = await once(child, 'close');
  return { status, output };
}
