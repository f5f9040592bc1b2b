import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { CommandError } from '../errors/CommandError';
import type { GlobalOptions } from '../program/GlobalOptions';
import type { ProgramOptions } from '../program/ProgramOptions';
import type { Terminal } from '../Terminal';

interface DevOptions {
  port: number;
  portal: boolean;
  reset?: boolean;
}

const portalPackage = '@promenade/portal';

/** Backstage asks for 12, which has to be compiled. This one brings its binaries. */
const overrides = { 'better-sqlite3': '^13.2.0' };

/** Starts the portal package, in the version of the command line. The portal writes to the terminal itself. */
export async function startDev(
  command: Command,
  { version, terminal, signal }: ProgramOptions,
): Promise<void> {
  const home = resolve(
    terminal.env.PROMENADE_HOME ?? join(homedir(), '.promenade'),
  );
  const folder = await installPortal(version, { home, terminal, signal });
  const script = join(
    folder,
    'node_modules',
    portalPackage,
    'scripts/start-published.mjs',
  );
  await runProcess(process.execPath, [script, ...devArguments(command)], {
    env: { ...terminal.env, PROMENADE_HOME: home },
    signal,
    failure: 'The portal has ended',
  });
}

/** Installs the package with npm, unless it is installed. @returns the folder that has it */
async function installPortal(
  version: string,
  {
    home,
    terminal,
    signal,
  }: { home: string; terminal: Terminal; signal: AbortSignal },
): Promise<string> {
  const folder = join(home, 'packages', version);
  // npm may have been interrupted.
  const marker = join(folder, 'installed');
  if (existsSync(marker)) return folder;
  await mkdir(folder, { recursive: true });
  terminal.stderr.write(
    `Installing ${portalPackage} ${version} into ${folder}. It takes some minutes, the first time only\n`,
  );
  const manifest = {
    private: true,
    dependencies: { [portalPackage]: version },
    overrides,
  };
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
  const options = ['--no-audit', '--no-fund', '--loglevel=error'];
  await runProcess('npm', ['install', '--prefix', folder, ...options], {
    env: terminal.env,
    signal,
    failure: `npm could not install ${portalPackage} ${version}`,
  });
  await writeFile(marker, '');
  return folder;
}

/** Runs a process on the terminal until it ends. @throws CommandError when it fails */
async function runProcess(
  file: string,
  args: readonly string[],
  {
    env,
    signal,
    failure,
  }: { env: Terminal['env']; signal: AbortSignal; failure: string },
): Promise<void> {
  signal.throwIfAborted();
  const child = spawn(file, args, {
    env,
    stdio: 'inherit',
    shell: process.platform === 'win32' && file === 'npm',
  });
  // It stops what it has started before it ends.
  const stop = () => child.kill('SIGTERM');
  signal.addEventListener('abort', stop);
  try {
    const [code] = await once(child, 'exit');
    if (code !== 0) {
      throw new CommandError('failed', `${failure}, with status ${code}`);
    }
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

function devArguments(command: Command): string[] {
  const { port, portal, reset } = command.opts<DevOptions>();
  const { kubeconfig, context, verbose } =
    command.optsWithGlobals<GlobalOptions>();
  return [
    ...['--port', String(port)],
    ...(portal ? [] : ['--no-portal']),
    ...(reset ? ['--reset'] : []),
    ...(kubeconfig ? ['--kubeconfig', kubeconfig] : []),
    ...(context ? ['--context', context] : []),
    ...(verbose ? ['--verbose'] : []),
  ];
}
