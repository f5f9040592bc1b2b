import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { z } from 'zod';

/** What a test needs of its Kubernetes. */
export interface TestKubernetesOptions {
  /** Files or folders of CustomResourceDefinitions, besides those in `deploy/crds` of the repository. */
  crds?: string[];
  /** Let Deployments become available and jobs complete. A real cluster does so by itself. */
  simulateDataPlane?: boolean;
}

/** A Kubernetes API that a test may use. */
export interface TestKubernetes {
  /** Path of a kubeconfig. */
  kubeconfig: string;
  /** True for the cluster that `PROMENADE_TEST_KUBECONFIG` leads to, which outlives the test: clean up what you make. */
  isReal: boolean;
  stop(): Promise<void>;
}

// This package is private and only ever runs from its sources.
// eslint-disable-next-line no-restricted-syntax
const repositoryRoot = path.resolve(__dirname, '../../..');
const executable = path.join(
  repositoryRoot,
  'packages/embedded-kubernetes/bin/promenade-embedded-kubernetes.js',
);
const ownCrds = path.join(repositoryRoot, 'deploy/crds');
/** Definitions of the operators' kinds that are rendered, as strict as their references: they check what tests apply. */
const strictCrds = path.join(repositoryRoot, 'packages/test-kubernetes/crds');

const readySchema = z.object({ ready: z.literal(true), server: z.url() });

/**
 * Gives a test a Kubernetes API: the cluster that `PROMENADE_TEST_KUBECONFIG` names, which must have the
 * CustomResourceDefinitions already (those of `deploy/crds`, of this package, and what the test asks for), or else an
 * embedded one of its own, with nothing in it.
 * @throws Error with what the embedded API wrote, if it does not start
 */
export async function startTestKubernetes(
  options: TestKubernetesOptions = {},
): Promise<TestKubernetes> {
  const real = process.env.PROMENADE_TEST_KUBECONFIG;
  if (real) {
    return { kubeconfig: real, isReal: true, stop: async () => {} };
  }
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'promenade-test-'));
  const kubeconfig = path.join(folder, 'kubeconfig');
  const crds = [
    ...(fs.existsSync(ownCrds) ? [ownCrds] : []),
    strictCrds,
    ...(options.crds ?? []),
  ];
  const child = spawn(
    process.execPath,
    [
      executable,
      ...['--data', path.join(folder, 'data')],
      ...['--kubeconfig', kubeconfig],
      ...['--log-level', 'warn'],
      ...crds.flatMap(source => ['--crds', source]),
      ...(options.simulateDataPlane ? ['--simulate-data-plane'] : []),
      // The process must not outlive the tests, however they end.
      '--stop-with-stdin',
    ],
    { stdio: ['pipe', 'pipe', 'pipe'], env: environment() },
  );
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    }
    fs.rmSync(folder, { recursive: true, force: true });
  };
  try {
    await ready(child);
  } catch (error) {
    await stop();
    throw error;
  }
  return { kubeconfig, isReal: false, stop };
}

/** Resolves when the process says that it is ready. */
async function ready(
  child: ChildProcessByStdio<Writable, Readable, Readable>,
): Promise<void> {
  let said = '';
  child.stderr.setEncoding('utf8');
  child.stderr.on('data', text => {
    said = (said + text).slice(-10_000);
  });
  const lines = createInterface({ input: child.stdout });
  await new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', code =>
      reject(
        new Error(
          `the embedded Kubernetes API ended with code ${code} before it was ready:\n${said}`,
        ),
      ),
    );
    lines.once('line', line => {
      const parsed = readySchema.safeParse(parseJson(line));
      if (parsed.success) resolve();
      else reject(new Error(`the embedded Kubernetes API said: ${line}`));
    });
  });
  child.removeAllListeners('exit');
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** Without what jest tells its own processes, which is not meant for others. */
function environment(): NodeJS.ProcessEnv {
  const { NODE_OPTIONS, NODE_ENV, JEST_WORKER_ID, ...rest } = process.env;
  return rest;
}
