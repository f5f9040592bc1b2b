// What the hosts need around them: the registry, the control plane and PostgreSQL, each on its own.
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../lib/project.mjs';
import { StepFailure } from '../lib/terminal.mjs';
import { TestPostgres } from '../../plugins/catalog-backend-module-openchoreo/src/__testUtils__/TestPostgres.ts';

const npmScript = /^npm (?:run )?([\w-]+)(?: -- (.+))?$/;

/** A command of the guide that keeps running in the clone. */
export class CloneCommand {
  #child;
  #output = '';
  #ended;

  /**
   * @param {import('./guide.mjs').Block} block
   * @param {NodeJS.ProcessEnv} env
   */
  constructor({ target, content }, env) {
    const command = content.trim();
    if (!target.startsWith('In the clone. Keep it running'))
      throw new Error(`The check does not know where "${target}" is`);
    if (!npmScript.test(command))
      throw new Error(`The check does not know the command ${command}`);
    const child = spawn('sh', ['-c', `exec ${command}`], {
      cwd: root,
      env: { ...env, CI: 'true' },
      // npm does not forward signals to what it runs: the group is stopped.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', chunk => {
        this.#output += chunk;
      });
    this.command = command;
    this.#child = child;
    this.#ended = new Promise(resolve => child.once('exit', resolve));
  }

  /** Waits until the output matches. Returns the match. */
  async waitFor(wanted, timeoutMs) {
    let hasEnded = false;
    this.#ended.then(() => {
      hasEnded = true;
    });
    const deadline = Date.now() + timeoutMs;
    while (Date.now() < deadline) {
      const match = this.#output.match(wanted);
      if (match) return match;
      if (hasEnded) break;
      await new Promise(resolve => setTimeout(resolve, 200));
    }
    throw new StepFailure(
      `${this.command} did not become ready:\n${this.#output}`,
    );
  }

  async stop() {
    if (this.#child.exitCode === null)
      try {
        process.kill(-this.#child.pid, 'SIGINT');
      } catch {
        // It has ended.
      }
    await this.#ended;
  }
}

/** A PostgreSQL with a new set of databases for each call of `newDatabase`. Undefined where none is installed. */
export const startPostgres = () =>
  TestPostgres.isInstalled() ? TestPostgres.start() : undefined;

/** `backend.database` of a new SQLite database. */
export function newSqlite(folder, name) {
  const directory = join(folder, `sqlite-${name}`);
  rmSync(directory, { recursive: true, force: true });
  return { client: 'better-sqlite3', connection: { directory } };
}
