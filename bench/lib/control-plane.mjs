// The control plane as an operator runs it: a process of its own, with its lease.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { root } from '../../scripts/lib/project.mjs';
import { parsed } from './processes.mjs';

/** So many of its last warnings and errors are kept. */
const memory = 5;

/**
 * @typedef {object} ControlPlane
 * @property {string} metrics URL of its figures
 * @property {() => string[]} complaints the last of its warnings and errors
 * @property {() => Promise<void>} stop
 */

/**
 * @param {string} kubeconfig
 * @param {{ profile?: string }} [options] `profile` is a folder for V8's CPU profile
 * @returns {Promise<ControlPlane>}
 */
export async function startControlPlane(kubeconfig, { profile } = {}) {
  const child = spawn(
    process.execPath,
    [
      ...(profile ? ['--cpu-prof', '--cpu-prof-dir', profile] : []),
      join(root, 'packages/control-plane/bin/promenade-control-plane.js'),
      ...['--kubeconfig', kubeconfig, '--metrics-port', '0'],
    ],
    { stdio: ['ignore', 'inherit', 'pipe'] },
  );
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  const complaints = [];
  const health = await new Promise((resolve, reject) => {
    createInterface({ input: child.stderr }).on('line', line => {
      const { health: url, level } = parsed(line);
      if (url) resolve(url);
      if (level !== 'info') complaints.push(line);
      complaints.splice(0, complaints.length - memory);
    });
    child.once('exit', () =>
      reject(
        new Error(
          ['The control plane ended before it was ready.', ...complaints].join(
            '\n',
          ),
        ),
      ),
    );
  });
  const ended = new Promise(resolve => child.once('exit', resolve));
  return {
    metrics: `${health}/metrics`,
    complaints: () => complaints,
    async stop() {
      child.kill('SIGTERM');
      await ended;
      process.off('exit', kill);
    },
  };
}
