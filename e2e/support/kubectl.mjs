import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Runs kubectl and returns its output. `input` is its standard input. */
export async function runKubectl(kubeconfig, args, input = '') {
  const running = promisify(execFile)(
    'kubectl',
    [`--kubeconfig=${kubeconfig}`, ...args],
    { maxBuffer: 16 * 1024 * 1024 },
  );
  // Where kubectl ends before it has read everything, its status says why.
  running.child.stdin.on('error', () => {}).end(input);
  const { stdout } = await running;
  return stdout.trim();
}
