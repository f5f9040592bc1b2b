// Starts Kubernetes APIs for benchmarks, each in a temporary folder, and removes them.
import { spawn, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { root } from '../../scripts/lib/project.mjs';
import { readJsonLine } from './processes.mjs';
import { loadPackage } from './load-package.mjs';

const shared = process.env.PROMENADE_SHARED ?? join(root, '../shared');
const kubernetes = join(shared, 'tools/kubernetes/kubernetes');
const dataPlaneCrds = join(shared, 'fixtures/data-plane-crds');
const ownCrds = join(root, 'deploy/crds');
const finalizerPolicies = join(root, 'deploy/admission/finalizers');

/**
 * @typedef {object} ApiServer
 * @property {string} kubeconfig path of the kubeconfig
 * @property {() => Promise<void>} stop
 */

/** An API cannot be started on this machine. The message says why. */
export class ApiUnavailableError extends Error {}

/** Functions that start an API, by the value of `--api`. */
export const apiServers = { embedded: startEmbedded, real: startReal };

/** @returns {Promise<ApiServer>} */
async function startEmbedded() {
  const folder = mkdtempSync(join(tmpdir(), 'promenade-bench-'));
  const kubeconfig = join(folder, 'kubeconfig');
  const child = spawn(
    process.execPath,
    [
      join(
        root,
        'packages/embedded-kubernetes/bin/promenade-embedded-kubernetes.js',
      ),
      ...['--data', join(folder, 'data'), '--kubeconfig', kubeconfig],
      ...['--crds', ownCrds, '--log-level', 'warn'],
      ...['--simulate-data-plane', '--stop-with-stdin'],
    ],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  const ended = new Promise(resolve => child.once('exit', resolve));
  await readJsonLine(child.stdout, line => line.ready);
  return {
    kubeconfig,
    async stop() {
      child.stdin.end();
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/**
 * Starts kube-apiserver, etcd, scheduler and controllers. Only pods are simulated.
 *
 * @returns {Promise<ApiServer>}
 */
async function startReal() {
  if (!existsSync(kubernetes))
    throw new ApiUnavailableError(
      `Skipped --api real: ${kubernetes} does not exist. Set PROMENADE_SHARED to the folder that contains tools/kubernetes.`,
    );
  const folder = mkdtempSync(join(tmpdir(), 'promenade-bench-'));
  const stopProcesses = () => spawnSync(kubernetes, ['down', folder]);
  const stop = async () => {
    stopProcesses();
    rmSync(folder, { recursive: true, force: true });
  };
  const startProcesses = () =>
    spawnSync(kubernetes, ['up', folder], { encoding: 'utf8' });
  const first = startProcesses();
  // On a busy machine a process may not become ready in time: try again.
  if (first.status === 1) stopProcesses();
  const started = first.status === 1 ? startProcesses() : first;
  if (started.status !== 0) {
    await stop();
    const reason = started.stderr.trim().split('\n').at(-1);
    throw started.status === 3
      ? new ApiUnavailableError(`Skipped --api real: ${reason}`)
      : new Error(`Kubernetes did not start: ${reason}`);
  }
  const kubeconfig = started.stdout.trim().split('\n').at(-1);
  try {
    await installDefinitions(kubeconfig);
  } catch (error) {
    await stop();
    throw error;
  }
  return { kubeconfig, stop };
}

/** Installs the CustomResourceDefinitions, and the policies that add finalizers where the API server serves them. */
async function installDefinitions(kubeconfig) {
  const { KubeClient } = loadPackage('@promenade/kube-client');
  const client = KubeClient.fromKubeconfig(kubeconfig, { qps: 0 });
  try {
    await installCrds(client, [ownCrds, dataPlaneCrds]);
    for (const policy of readManifests(finalizerPolicies)) {
      const type = await client.resourceFor(policy.apiVersion, policy.kind);
      if (type) await client.apply(type, policy, { fieldManager: 'bench' });
    }
  } finally {
    await client.close();
  }
}

/** Applies the CustomResourceDefinitions of folders and waits until all are established. */
async function installCrds(client, folders) {
  const type = await client.resourceFor(
    'apiextensions.k8s.io/v1',
    'CustomResourceDefinition',
  );
  const names = folders.flatMap(readManifests).map(async definition => {
    await client.apply(type, definition, { fieldManager: 'bench' });
    return definition.metadata.name;
  });
  for (const name of await Promise.all(names))
    while (!isEstablished(await client.get(type, { name })))
      await new Promise(resolve => setTimeout(resolve, 50));
}

const readManifests = folder =>
  readdirSync(folder)
    .filter(file => file.endsWith('.yaml') && file !== 'kustomization.yaml')
    .flatMap(file =>
      parseAllDocuments(readFileSync(join(folder, file), 'utf8')),
    )
    .map(document => document.toJS())
    .filter(Boolean);

const isEstablished = ({ status }) =>
  (status?.conditions ?? []).some(
    condition =>
      condition.type === 'Established' && condition.status === 'True',
  );
