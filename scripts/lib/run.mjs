// Runs a command, waits for its exit, and writes its output to a log file.
import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';

/**
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, log?: string, verbose?: boolean, timeoutMs?: number }} [options]
 *   The output goes to `log`; with `verbose` or without `log`, to the terminal.
 * @returns {Promise<{ code: number, output: string, hasTimedOut: boolean }>} `output` is the content of the log
 */
export async function run(
  command,
  args,
  { cwd, env, log, verbose = false, timeoutMs } = {},
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
  let hasTimedOut = false;
  const timer =
    timeoutMs &&
    setTimeout(() => {
      hasTimedOut = true;
      end();
    }, timeoutMs);
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (status, signal) => resolve(status ?? (signal ? 1 : 0)));
  }).finally(() => {
    process.off('exit', end);
    clearTimeout(timer);
    if (file !== undefined) closeSync(file);
  });
  return { code, output: toFile ? readFileSync(log, 'utf8') : '', hasTimedOut };
}
