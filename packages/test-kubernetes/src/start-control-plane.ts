import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

// Tests run in a clone only.
// eslint-disable-next-line no-restricted-syntax
const root = path.resolve(__dirname, '../../..');
const executable = 'packages/control-plane/bin/promenade-control-plane.js';

/**
 * A running control plane.
 *
 * @public
 */
export interface ControlPlaneProcess {
  stop(): Promise<void>;
}

/**
 * Starts the control plane of this repository for one organization, in a separate process.
 *
 * @param flags - further flags, such as `--controllers=promotion`
 * @throws Error with its output, if it exits before it reconciles
 *
 * @public
 */
export async function startControlPlane(
  kubeconfig: string,
  organization: string,
  flags: readonly string[] = [],
): Promise<ControlPlaneProcess> {
  // Without the variables that jest sets for its workers.
  const { NODE_OPTIONS, NODE_ENV, JEST_WORKER_ID, ...env } = process.env;
  const child = spawn(
    process.execPath,
    [
      path.join(root, executable),
      ...['--kubeconfig', kubeconfig],
      ...['--organizations', organization],
      ...['--leader-elect=false', '--metrics-port', '0'],
      ...flags,
    ],
    { env, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let written = '';
  await new Promise<void>((resolve, reject) => {
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      written = (written + text).slice(-10_000);
      if (written.includes('Reconciling ')) resolve();
    });
    child.once('error', reject);
    child.once('exit', code =>
      reject(new Error(`The control plane ended with ${code}:\n${written}`)),
    );
  });
  return {
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}
