// What the hosts need around them: the registry, the control plane and PostgreSQL, each on its own.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ProcessGroup } from '../lib/processes.mjs';
import { root } from '../lib/project.mjs';
import { StepFailure } from '../lib/terminal.mjs';
import { recordStart, recordStop } from './running.mjs';

const npmScript = /^npm (?:run )?([\w-]+)(?: -- (.+))?$/;

/** A command of the guide that keeps running in the clone. */
export class CloneCommand {
  #group = new ProcessGroup(() => {});
  #started;
  #output = '';
  #closed;

  /**
   * @param {import('./guide.mjs').Block} block
   * @param {NodeJS.ProcessEnv} env
   */
  constructor({ target, content }, env) {
    const command = content.trim();
    if (!target.startsWith('In the clone. Keep it running'))
      throw new Error(`The check does not know where "${target}" is`);
    const [, script] = npmScript.exec(command) ?? [];
    if (!script)
      throw new Error(`The check does not know the command ${command}`);
    recordStart(this);
    this.command = command;
    const [npm, ...args] = command.split(' ');
    this.#started = this.#group.start(`install-${script}`, npm, args, {
      cwd: root,
      env: { ...env, CI: 'true' },
      stdout: 'pipe',
    });
    const { stdout } = this.#started.child;
    stdout.on('data', chunk => {
      this.#output += chunk;
    });
    // npm ends before what it runs. The output is closed by the last of its processes.
    this.#closed = new Promise(resolve => stdout.once('close', resolve));
  }

  /** Waits until the output matches. Returns the match. */
  async waitFor(wanted, timeoutMs) {
    const { ended, log } = this.#started;
    let hasEnded = false;
    ended.then(() => {
      hasEnded = true;
    });
    const deadline = Date.now() + timeoutMs;
    while (Date.now() < deadline) {
      const match = this.#output.match(wanted);
      if (match) return match;
      if (hasEnded) break;
      await sleep(200);
    }
    throw new StepFailure(
      `${this.command} did not become ready:\n${this.#output}`,
      { log },
    );
  }

  async stop() {
    await this.#group.stop();
    await this.#closed;
    recordStop(this);
  }
}

/** A PostgreSQL with a new set of databases for each call of `newDatabase`. Undefined where none is installed. */
export async function startPostgres() {
  // Only a supported Node can read it.
  const { TestPostgres } = await import(
    '../../plugins/catalog-backend-module-openchoreo/src/__testUtils__/TestPostgres.ts'
  );
  if (!TestPostgres.isInstalled()) return undefined;
  const postgres = await TestPostgres.start();
  recordStart(postgres);
  return postgres;
}

/** `backend.database` of a new SQLite database. */
export function newSqlite(folder, name) {
  const directory = join(folder, `sqlite-${name}`);
  rmSync(directory, { recursive: true, force: true });
  return { client: 'better-sqlite3', connection: { directory } };
}
