// Starts backends as processes of their own, so that their CPU time and memory can be measured.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('backend.mjs', import.meta.url));

/**
 * @typedef {object} Backend
 * @property {string} url
 * @property {(method: string, args?: object) => Promise<any>} call calls a method of `backend.mjs`
 * @property {() => Promise<void>} stop
 */

/**
 * Starts a backend with the module (`variant: 'module'`) or with the plain provider (`variant: 'plain'`).
 *
 * @param {object} options
 * @param {'module'|'plain'} options.variant
 * @param {object} options.database `backend.database` of the configuration
 * @param {import('./proxy.mjs').Proxy} options.proxy
 * @param {string} [options.entitiesFile] dump of the entities of the plain provider
 * @param {boolean} [options.isLoaded] whether the database has the entities already
 * @param {string} [options.profile] folder for V8's CPU profile
 * @returns {Promise<Backend>}
 */
export async function startBackend({ database, proxy, profile, ...options }) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = fork(script, {
    execArgv: [
      '--expose-gc',
      ...(profile ? ['--cpu-prof', '--cpu-prof-dir', profile] : []),
    ],
  });
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  const ended = once(child, 'exit');
  const calls = new Map();
  child.on('message', ({ id, result, error }) => {
    const call = calls.get(id);
    calls.delete(id);
    if (error) call?.reject(new Error(error));
    else call?.resolve(result);
  });
  child.once('exit', code => {
    process.off('exit', kill);
    for (const { reject } of calls.values())
      reject(new Error(`The backend exited with code ${code}`));
  });
  child.send({
    ...options,
    server: proxy.server,
    config: {
      app: { baseUrl: url },
      backend: {
        baseUrl: url,
        listen: { host: '127.0.0.1', port },
        auth: { dangerouslyDisableDefaultAuthPolicy: true },
        database,
      },
      catalog: { processingInterval: { hours: 2 } },
      openchoreo: { kubeconfig: proxy.kubeconfig },
    },
  });
  await Promise.race([
    new Promise(resolve => {
      child.on('message', ({ ready }) => ready && resolve());
    }),
    ended.then(([code]) => {
      throw new Error(`The backend exited with code ${code} at its start`);
    }),
  ]);
  let lastId = 0;
  const call = (method, args) =>
    new Promise((resolve, reject) => {
      lastId += 1;
      calls.set(lastId, { resolve, reject });
      child.send({ id: lastId, method, args });
    });
  return {
    url,
    call,
    async stop() {
      void call('stop').catch(() => {});
      await ended;
    },
  };
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}
