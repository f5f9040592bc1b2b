// The processes that `npm start` and `npm run dev` keep: started, watched, and stopped together.
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
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { StepFailure } from './terminal.mjs';
import { home, logs } from './project.mjs';

const records = join(home, 'run');
const graceMs = 10_000;

const alive = pid => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** Whether the process of this id still is the one that was started: ids are used again. */
function isStill(pid, entry) {
  if (!alive(pid)) return false;
  const file = `/proc/${pid}/cmdline`;
  return existsSync(file) ? readFileSync(file, 'utf8').includes(entry) : true;
}

async function end(pid, still) {
  const signal = name => {
    try {
      // The whole group: what the process started itself ends with it.
      process.kill(process.platform === 'win32' ? pid : -pid, name);
    } catch {
      // It ended in the meantime, which is what was wanted.
    }
  };
  signal('SIGTERM');
  const deadline = Date.now() + graceMs;
  while (still() && Date.now() < deadline) await sleep(50);
  if (still()) signal('SIGKILL');
}

const claim = join(home, 'run.json');

/** Makes this command the one that runs on these data; a second one would end the processes of the first. */
export function claimHome() {
  if (existsSync(claim)) {
    const { pid } = JSON.parse(readFileSync(claim, 'utf8'));
    if (pid !== process.pid && isStill(pid, 'scripts'))
      throw new StepFailure(`Promenade runs here already (process ${pid})`, {
        remedy: `Stop it with Ctrl-C where it runs, or with: kill ${pid}`,
      });
  }
  writeFileSync(claim, JSON.stringify({ pid: process.pid }));
}

/** Ends what an earlier start left behind when it was killed. */
export async function endLeftovers() {
  if (!existsSync(records)) return;
  const left = readdirSync(records)
    .map(file => {
      const { pid, entry } = JSON.parse(
        readFileSync(join(records, file), 'utf8'),
      );
      rmSync(join(records, file), { force: true });
      return { pid, entry };
    })
    .filter(({ pid, entry }) => isStill(pid, entry));
  await Promise.all(
    left.map(({ pid, entry }) => end(pid, () => isStill(pid, entry))),
  );
}

/** A group of processes that live and end together. */
export class ProcessGroup {
  #children = new Map();
  #stopping = false;
  #onExit;

  /** @param {(name: string, log: string) => void} onExit told when a process ends that was not asked to */
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
      // A group of its own: Ctrl-C reaches the command alone, which then ends all in order.
      detached: process.platform !== 'win32',
      stdio: ['ignore', stdout === 'pipe' ? 'pipe' : file, file],
    });
    const record = join(records, `${name}.json`);
    const entry = args.find(arg => !arg.startsWith('-') && arg.includes('/'));
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

  /** Ends all of them, the last started first. */
  async stop() {
    this.#stopping = true;
    for (const { child, ended } of [...this.#children.values()].reverse()) {
      if (child.pid && child.exitCode === null)
        await end(child.pid, () => child.exitCode === null && alive(child.pid));
      await ended;
    }
  }
}

/**
 * Asks a URL until it answers with 200.
 *
 * @param {string} url
 * @param {{ started: { ended: Promise<unknown>, log: string }, seconds: number, what: string }} options
 */
export async function untilOk(url, { started, seconds, what }) {
  let ended = false;
  started.ended.then(() => {
    ended = true;
  });
  const deadline = Date.now() + seconds * 1000;
  while (Date.now() < deadline) {
    if (ended)
      throw new StepFailure(`${what} ended while it started`, {
        log: started.log,
        remedy: 'Its log says why.',
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
    remedy: 'Its log says what it waits for.',
  });
}

/** The first line of JSON that a process prints, as `{ ready: true, … }`. */
export function untilReadyLine({ child, ended, log }, what) {
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
        new StepFailure(`${what} ended while it started`, {
          log,
          remedy: 'Its log says why.',
        }),
      ),
    );
  });
}
