// The Kubernetes APIs that a benchmark runs on: each started for it alone, in a folder of its own, and taken away after it.
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
import { firstJsonLine } from './processes.mjs';
import { load } from './sources.mjs';

const shared = process.env.PROMENADE_SHARED ?? join(root, '../shared');
const kubernetes = join(shared, 'tools/kubernetes/kubernetes');
const dataPlaneCrds = join(shared, 'fixtures/data-plane-crds');
const ownCrds = join(root, 'deploy/crds');

/**
 * @typedef {object} ApiServer
 * @property {string} kubeconfig path of the kubeconfig
 * @property {() => Promise<void>} stop
 */

/** An API that is not to be had here; the message says why. */
export class NotHere extends Error {}

/** By name: what `--api` takes. Each is a function that starts it. */
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
  await firstJsonLine(child.stdout, line => line.ready);
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
 * A real API server, etcd, scheduler and controllers; only the pods are pretended.
 *
 * @returns {Promise<ApiServer>}
 */
async function startReal() {
  if (!existsSync(kubernetes))
    throw new NotHere(
      `The real Kubernetes is left out: there is no ${kubernetes}. PROMENADE_SHARED names the folder that has tools/kubernetes.`,
    );
  const folder = mkdtempSync(join(tmpdir(), 'promenade-bench-'));
  const down = () => spawnSync(kubernetes, ['down', folder]);
  const stop = async () => {
    down();
    rmSync(folder, { recursive: true, force: true });
  };
  const start = () =>
    spawnSync(kubernetes, ['up', folder], { encoding: 'utf8' });
  const first = start();
  // On a busy machine one of its processes may be late.
  if (first.status === 1) down();
  const started = first.status === 1 ? start() : first;
  if (started.status !== 0) {
    await stop();
    const why = started.stderr.trim().split('\n').at(-1);
    throw started.status === 3
      ? new NotHere(`The real Kubernetes is left out: ${why}`)
      : new Error(`The real Kubernetes did not start: ${why}`);
  }
  const kubeconfig = started.stdout.trim().split('\n').at(-1);
  try {
    await install(kubeconfig, [ownCrds, dataPlaneCrds]);
  } catch (error) {
    await stop();
    throw error;
  }
  return { kubeconfig, stop };
}

/** Applies the definitions in some folders, and waits until all their kinds are served. */
async function install(kubeconfig, folders) {
  const { KubeClient } = load('@promenade/kube-client');
  const client = KubeClient.fromKubeconfig(kubeconfig, { qps: 0 });
  try {
    const type = await client.resourceFor(
      'apiextensions.k8s.io/v1',
      'CustomResourceDefinition',
    );
    const names = folders.flatMap(definitionsIn).map(async definition => {
      await client.apply(type, definition, { fieldManager: 'bench' });
      return definition.metadata.name;
    });
    for (const name of await Promise.all(names))
      while (!isEstablished(await client.get(type, { name })))
        await new Promise(resolve => setTimeout(resolve, 50));
  } finally {
    await client.close();
  }
}

const definitionsIn = folder =>
  readdirSync(folder)
    .filter(file => file.endsWith('.yaml'))
    .flatMap(file =>
      parseAllDocuments(readFileSync(join(folder, file), 'utf8')),
    )
    .map(document => document.toJS())
    .filter(Boolean);

const isEstablished = ({ status }) =>
  (status?.conditions ?? []).some(
    ({ type, status: is }) => type === 'Established' && is === 'True',
  );
