import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { z } from 'zod';

/** Options of {@link startTestKubernetes}. */
export interface TestKubernetesOptions {
  /** Files or folders of additional CustomResourceDefinitions. */
  crds?: string[];
  /** Simulate the controllers of a cluster: Deployments become available and Jobs complete. */
  simulateDataPlane?: boolean;
  /** Start an embedded API also if `PROMENADE_TEST_KUBECONFIG` is set, as a second cluster. */
  separate?: boolean;
}

/** A Kubernetes API for a test. */
export interface TestKubernetes {
  /** Path of a kubeconfig. */
  kubeconfig: string;
  /** Whether this is the cluster of `PROMENADE_TEST_KUBECONFIG`. Delete the objects that the test creates. */
  isReal: boolean;
  stop(): Promise<void>;
}

// This package is private and always runs from its sources.
// eslint-disable-next-line no-restricted-syntax
const repositoryRoot = path.resolve(__dirname, '../../..');
const executable = path.join(
  repositoryRoot,
  'packages/embedded-kubernetes/bin/promenade-embedded-kubernetes.js',
);
const ownCrds = path.join(repositoryRoot, 'deploy/crds');
/** Strict definitions of rendered third-party kinds. They reject fields that are not in their references. */
const strictCrds = path.join(repositoryRoot, 'packages/test-kubernetes/crds');

const readySchema = z.object({ ready: z.literal(true), server: z.url() });

/**
 * Returns the cluster of `PROMENADE_TEST_KUBECONFIG`, in which all CustomResourceDefinitions must be installed (of
 * `deploy/crds`, of this package and of the options), or starts an empty embedded API with these definitions.
 *
 * @throws Error with the output of the embedded API, if it does not start
 */
export async function startTestKubernetes(
  options: TestKubernetesOptions = {},
): Promise<TestKubernetes> {
  const real = process.env.PROMENADE_TEST_KUBECONFIG;
  if (real && !options.separate) {
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
      // The process ends with the tests, also when these are killed.
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
    await waitUntilReady(child);
  } catch (error) {
    await stop();
    throw error;
  }
  return { kubeconfig, isReal: false, stop };
}

/** Resolves when the process reports that it is ready. */
async function waitUntilReady(
  child: ChildProcessByStdio<Writable, Readable, Readable>,
): Promise<void> {
  let output = '';
  child.stderr.setEncoding('utf8');
  child.stderr.on('data', text => {
    output = (output + text).slice(-10_000);
  });
  const lines = createInterface({ input: child.stdout });
  await new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', code =>
      reject(
        new Error(
          `the embedded Kubernetes API ended with code ${code} before it was ready:\n${output}`,
        ),
      ),
    );
    lines.once('line', line => {
      const parsed = readySchema.safeParse(parseJson(line));
      if (parsed.success) resolve();
      else
        reject(
          new Error(
            `unexpected output of the embedded Kubernetes API: ${line}`,
          ),
        );
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

/** Returns the environment without the variables of jest. */
function environment(): NodeJS.ProcessEnv {
  const { NODE_OPTIONS, NODE_ENV, JEST_WORKER_ID, ...rest } = process.env;
  return rest;
}
