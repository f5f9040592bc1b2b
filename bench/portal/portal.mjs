// Starts the backend of `npm start`, which serves the built portal, as a process whose memory and CPU time can be measured.
import { fork } from 'node:child_process';
import { on, once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PortalApi } from '../../e2e/support/portal-api.mjs';
import { findFreePort } from '../../scripts/lib/ports.mjs';
import { buildPortal } from '../../scripts/lib/portal.mjs';
import {
  prepareFolders,
  root,
  typescriptLoader,
} from '../../scripts/lib/project.mjs';
import { waitForOk } from '../../scripts/lib/processes.mjs';
import { ensureToolchain } from '../../scripts/lib/toolchain.mjs';

const probe = fileURLToPath(new URL('probe.mjs', import.meta.url));
const readySeconds = 300;

/**
 * Callers besides the guest, because each may follow only so many streams. Backstage reads the variable as configuration.
 *
 * @param {string[]} tokens
 */
const externalCallers = tokens =>
  JSON.stringify(
    tokens.map((token, index) => ({
      type: 'static',
      options: { token, subject: `bench-${index}` },
    })),
  );

/**
 * @typedef {object} Portal
 * @property {string} url
 * @property {PortalApi} api the APIs, as the guest
 * @property {() => Promise<number>} heapMB heap of the backend after a garbage collection
 * @property {() => Promise<number>} cpuMs CPU time of the backend so far
 * @property {() => Promise<void>} stop
 */

/** The backend of `npm start`, which serves the built portal. */
export const portalEntry = join(root, 'packages/backend/src/index.ts');

/** Builds the portal if its sources changed. */
export async function preparePortal() {
  prepareFolders();
  await buildPortal(await ensureToolchain());
}

/**
 * Starts a backend with the configuration of `npm start`.
 *
 * @param {object} options
 * @param {string} options.entry path of its start file
 * @param {string} options.kubeconfig
 * @param {string[]} [options.tokens] of callers besides the guest
 * @returns {Promise<Portal>}
 */
export async function startPortal({ entry, kubeconfig, tokens = [] }) {
  const folder = mkdtempSync(join(tmpdir(), 'promenade-bench-portal-'));
  const port = await findFreePort();
  const url = `http://localhost:${port}`;
  const child = fork(entry, ['--config', join(root, 'app-config.yaml')], {
    cwd: join(root, 'packages/backend'),
    execArgv: [...typescriptLoader, '--import', probe, '--expose-gc'],
    // What it logs is not a result.
    stdio: ['ignore', process.stderr, process.stderr, 'ipc'],
    env: {
      ...process.env,
      NODE_ENV: 'production',
      LOG_LEVEL: 'error',
      PROMENADE_BASE_URL: url,
      PROMENADE_PORT: String(port),
      PROMENADE_DATA: folder,
      PROMENADE_KUBECONFIG: kubeconfig,
      APP_CONFIG_backend_auth_externalAccess: externalCallers(tokens),
    },
  });
  const ended = once(child, 'exit');
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  const stop = async () => {
    if (child.exitCode === null) child.kill('SIGTERM');
    await ended;
    process.off('exit', kill);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await waitForOk(`${url}/.backstage/health/v1/readiness`, {
      started: { child, ended },
      seconds: readySeconds,
      what: 'the portal',
    });
  } catch (error) {
    await stop();
    throw error;
  }
  const ask = async probe => {
    child.send(probe);
    // A backend sends messages of its own too.
    for await (const [message] of on(child, 'message'))
      if (message?.probe === probe) return message.value;
    throw new Error('The backend has ended');
  };
  return {
    url,
    api: new PortalApi(url),
    heapMB: () => ask('heapMB'),
    cpuMs: () => ask('cpuMs'),
    stop,
  };
}
