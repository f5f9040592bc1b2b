// Runs a command, waits for its exit, and writes its output to a log file.
import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';

/**
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, log?: string, verbose?: boolean }} [options]
 *   The output goes to `log`; with `verbose` or without `log`, to the terminal.
 * @returns {Promise<{ code: number, output: string }>} `output` is the content of the log
 */
export async function run(
  command,
  args,
  { cwd, env, log, verbose = false } = {},
) {
  const toFile = log && !verbose;
  const file = toFile ? openSync(log, 'w') : undefined;
  if (file !== undefined) writeSync(file, `$ ${command} ${args.join(' ')}\n`);
  const child = spawn(command, args, {
    cwd,
    env,
    stdio: ['ignore', file ?? 'inherit', file ?? 'inherit'],
    shell: process.platform === 'win32',
  });
  // The child must not outlive this process.
  const end = () => child.kill();
  process.once('exit', end);
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (status, signal) => resolve(status ?? (signal ? 1 : 0)));
  }).finally(() => {
    process.off('exit', end);
    if (file !== undefined) closeSync(file);
  });
  return { code, output: toFile ? readFileSync(log, 'utf8') : '' };
}
