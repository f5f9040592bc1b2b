// Starts, watches and stops processes that keep running.
import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { StepFailure } from './terminal.mjs';
import { home, logs } from './project.mjs';

/** The folder with a record of each running process, below a folder of data. */
const recordsOf = folder => join(folder, 'run');
const records = recordsOf(home);
const graceMs = 10_000;

const isAlive = pid => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** Whether this process id still belongs to the process that was started. Process ids are reused. */
function isSameProcess(pid, entry) {
  if (!isAlive(pid)) return false;
  const file = `/proc/${pid}/cmdline`;
  return existsSync(file) ? readFileSync(file, 'utf8').includes(entry) : true;
}

async function endProcess(pid, isRunning) {
  const signal = name => {
    try {
      // Signals the process group, so that child processes end too.
      process.kill(process.platform === 'win32' ? pid : -pid, name);
    } catch {
      // The process has already exited.
    }
  };
  signal('SIGTERM');
  const deadline = Date.now() + graceMs;
  while (isRunning() && Date.now() < deadline) await sleep(50);
  if (isRunning()) signal('SIGKILL');
}

const lockFile = join(home, 'run.json');

/** Records this command as the user of the data folder. Throws if another command uses it. */
export function lockHome() {
  if (existsSync(lockFile)) {
    const { pid, entry } = JSON.parse(readFileSync(lockFile, 'utf8'));
    if (pid !== process.pid && isSameProcess(pid, entry))
      throw new StepFailure(
        `Promenade is already running on this data folder (process ${pid})`,
        {
          remedy: `Stop it with Ctrl-C in its terminal, or with: kill ${pid}`,
        },
      );
  }
  const entry = basename(process.argv[1]);
  writeFileSync(lockFile, JSON.stringify({ pid: process.pid, entry }));
}

/** Ends processes of an earlier command that was killed. The folder is the PROMENADE_HOME of that command. */
export async function endOrphanedProcesses(folder = home) {
  const recorded = recordsOf(folder);
  if (!existsSync(recorded)) return;
  const orphans = readdirSync(recorded)
    .map(file => {
      const { pid, entry } = JSON.parse(
        readFileSync(join(recorded, file), 'utf8'),
      );
      rmSync(join(recorded, file), { force: true });
      return { pid, entry };
    })
    .filter(({ pid, entry }) => isSameProcess(pid, entry));
  await Promise.all(
    orphans.map(({ pid, entry }) =>
      endProcess(pid, () => isSameProcess(pid, entry)),
    ),
  );
}

/** A group of processes that are stopped together. */
export class ProcessGroup {
  #children = new Map();
  #stopping = false;
  #onExit;

  /** @param {(name: string, log: string) => void} onExit called when a process exits unexpectedly */
  constructor(onExit) {
    this.#onExit = onExit;
  }

  /**
   * Starts a process whose output goes to `.promenade/logs/<name>.log`.
   *
   * @param {string} name
   * @param {string} command
   * @param {string[]} args
   * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, stdout?: 'log' | 'pipe', inherit?: boolean }} [options]
   */
  start(name, command, args, { cwd, env, stdout = 'log', inherit } = {}) {
    mkdirSync(records, { recursive: true });
    const log = join(logs, `${name}.log`);
    const file = inherit ? 'inherit' : openSync(log, 'w');
    const child = spawn(command, args, {
      cwd,
      env,
      // A separate process group: Ctrl-C reaches only the command, which then stops all processes in order.
      detached: process.platform !== 'win32',
      stdio: ['ignore', stdout === 'pipe' ? 'pipe' : file, file],
    });
    const record = join(records, `${name}.json`);
    // A command without a path, such as one of npm, is known by its last argument.
    const entry =
      args.find(arg => !arg.startsWith('-') && arg.includes('/')) ??
      args.at(-1);
    if (child.pid)
      writeFileSync(record, JSON.stringify({ pid: child.pid, entry }));
    const ended = new Promise(resolve => {
      child.once('error', error => resolve({ error }));
      child.once('exit', code => resolve({ code }));
    }).then(result => {
      this.#children.delete(name);
      rmSync(record, { force: true });
      if (!this.#stopping) this.#onExit(name, log);
      return result;
    });
    this.#children.set(name, { child, ended });
    return { child, ended, log };
  }

  /** Stops all processes in reverse order of their start. */
  async stop() {
    this.#stopping = true;
    for (const { child, ended } of [...this.#children.values()].reverse()) {
      if (child.pid && child.exitCode === null)
        await endProcess(
          child.pid,
          () => child.exitCode === null && isAlive(child.pid),
        );
      await ended;
    }
  }
}

/**
 * Polls a URL until the response is OK.
 *
 * @param {string} url
 * @param {{ started: { ended: Promise<unknown>, log: string }, seconds: number, what: string }} options
 */
export async function waitForOk(url, { started, seconds, what }) {
  let hasEnded = false;
  started.ended.then(() => {
    hasEnded = true;
  });
  const deadline = Date.now() + seconds * 1000;
  while (Date.now() < deadline) {
    if (hasEnded)
      throw new StepFailure(`${what} exited during start-up`, {
        log: started.log,
        remedy: 'See its log.',
      });
    const ok = await fetch(url, { signal: AbortSignal.timeout(2_000) }).then(
      response => response.ok,
      () => false,
    );
    if (ok) return;
    await sleep(100);
  }
  throw new StepFailure(`${what} did not become ready in ${seconds} s`, {
    log: started.log,
    remedy: 'See its log.',
  });
}

/** Waits for the first line of stdout, which is JSON such as `{ ready: true, … }`. Returns the parsed line. */
export function waitForReadyLine({ child, ended, log }, what) {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout.on('data', chunk => {
      if (text.includes('\n')) return;
      text += chunk;
      const end = text.indexOf('\n');
      if (end >= 0) resolve(JSON.parse(text.slice(0, end)));
    });
    ended.then(() =>
      reject(
        new StepFailure(`${what} exited during start-up`, {
          log,
          remedy: 'See its log.',
        }),
      ),
    );
  });
}
