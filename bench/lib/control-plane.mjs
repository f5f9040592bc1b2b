// Starts the control plane as a process, with leader election.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { root } from '../../scripts/lib/project.mjs';
import { parseJson } from './processes.mjs';

/** Number of the last warnings and errors that are kept. */
const maxWarnings = 5;

/**
 * @typedef {object} ControlPlane
 * @property {string} metrics URL of its metrics
 * @property {() => string[]} warnings its last warnings and errors
 * @property {() => Promise<void>} stop
 * @property {() => Promise<void>} kill ends the process at once, as a crash does
 */

/**
 * Starts the control plane and waits until it serves its metrics.
 *
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
  const warnings = [];
  const health = await new Promise((resolve, reject) => {
    createInterface({ input: child.stderr }).on('line', line => {
      const { health: url, level } = parseJson(line);
      if (url) resolve(url);
      if (level !== 'info') warnings.push(line);
      warnings.splice(0, warnings.length - maxWarnings);
    });
    child.once('exit', () =>
      reject(
        new Error(
          ['The control plane exited before it was ready.', ...warnings].join(
            '\n',
          ),
        ),
      ),
    );
  });
  const ended = new Promise(resolve => child.once('exit', resolve));
  const end = async signal => {
    child.kill(signal);
    await ended;
    process.off('exit', kill);
  };
  return {
    metrics: `${health}/metrics`,
    warnings: () => warnings,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  };
}
