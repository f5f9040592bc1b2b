import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { ApiClient } from './api-client';

// Tests run from sources only, from this folder or from the root of the repository.
// eslint-disable-next-line no-restricted-syntax
const executable = path.resolve(
  __dirname,
  '../../bin/promenade-embedded-kubernetes.js',
);

/** A server in a process of its own. */
export interface TestProcess {
  /** The first line of the standard output. */
  output: string;
  /** The path of the kubeconfig. */
  kubeconfig: string;
  client: ApiClient;
  /** Whether the process has exited. */
  hasExited(): boolean;
  /** Stops the process; returns its exit code. */
  end(signal: NodeJS.Signals): Promise<unknown>;
}

/** Starts the executable with its data in a folder; resolves when it is ready. */
export async function startProcess(
  folder: string,
  args: string[] = [],
): Promise<TestProcess> {
  const kubeconfig = path.join(folder, 'kubeconfig');
  const { NODE_OPTIONS, ...env } = process.env;
  const child = spawn(
    process.execPath,
    [
      executable,
      ...['--data', path.join(folder, 'data')],
      ...['--kubeconfig', kubeconfig],
      ...['--log-level', 'warn'],
      ...args,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'], env },
  );
  const [line] = await Promise.race([
    once(createInterface({ input: child.stdout }), 'line'),
    once(child, 'exit').then(([code]) => {
      throw new Error(`the process has exited with ${code}`);
    }),
  ]);
  const client = new ApiClient(fs.readFileSync(kubeconfig, 'utf8'));
  return {
    output: String(line),
    kubeconfig,
    client,
    hasExited: () => child.exitCode !== null || child.signalCode !== null,
    end: async signal => {
      client.close();
      if (child.exitCode !== null) return child.exitCode;
      const exit = once(child, 'exit');
      child.kill(signal);
      const [code] = await exit;
      return code;
    },
  };
}
