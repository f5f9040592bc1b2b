import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

// Tests only ever run from a clone.
// eslint-disable-next-line no-restricted-syntax
const root = path.resolve(__dirname, '../../../..');
const executable = 'packages/control-plane/bin/promenade-control-plane.js';

/** A control plane that runs beside the test. */
export interface ControlPlaneProcess {
  stop(): Promise<void>;
}

/**
 * Runs the control plane of a clone for one organization, as a process of its own.
 *
 * @throws Error with what it wrote, if it ends before it begins its work
 */
export async function startControlPlane(
  kubeconfig: string,
  organization: string,
): Promise<ControlPlaneProcess> {
  // Without what jest tells its own processes, which is not meant for others.
  const { NODE_OPTIONS, NODE_ENV, JEST_WORKER_ID, ...env } = process.env;
  const child = spawn(
    process.execPath,
    [
      path.join(root, executable),
      ...['--kubeconfig', kubeconfig],
      ...['--organizations', organization],
      ...['--leader-elect=false', '--metrics-port', '0'],
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
