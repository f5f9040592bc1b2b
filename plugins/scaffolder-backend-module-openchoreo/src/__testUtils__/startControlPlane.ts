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

/** Runs the control plane of a clone for one organization, as a process of its own. */
export function startControlPlane(
  kubeconfig: string,
  organization: string,
): ControlPlaneProcess {
  // Without what jest tells its own processes, which is not meant for others.
  const { NODE_OPTIONS, NODE_ENV, JEST_WORKER_ID, ...env } = process.env;
  const child = spawn(
    process.execPath,
    [
      path.join(root, executable),
      ...['--kubeconfig', kubeconfig],
      ...['--organizations', organization],
      ...['--leader-elect=false', '--metrics-port', '0'],
      ...['--log-level', 'error'],
    ],
    { env, stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const abandon = () => child.kill('SIGKILL');
  process.once('exit', abandon);
  return {
    async stop(): Promise<void> {
      process.off('exit', abandon);
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}
