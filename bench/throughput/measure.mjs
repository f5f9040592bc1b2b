// Measures how fast components are deployed, and what that costs.
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { startControlPlane } from '../lib/control-plane.mjs';
import {
  difference,
  readMetrics,
  readServerMetrics,
  sum,
} from '../lib/metrics.mjs';
import { loadPackage } from '../lib/load-package.mjs';
import { applyDirectly } from './apply-directly.mjs';
import {
  createPlatform,
  declarationsOf,
  isTrue,
  organization,
  typeOf,
} from './platform.mjs';
import { writeRequests, writesBetween } from './writes.mjs';

/** Number of objects on the data plane of a component of this benchmark. */
export const objectsPerComponent = 5;

/** Time limit for all components, in milliseconds. */
const timeLimitMs = 10 * 60_000;

/** The control plane is idle if it has written only its lease for this time, in milliseconds. */
const idleMs = 3_000;

/** Time for the controllers of Kubernetes to follow what was applied without a control plane, in milliseconds. */
const settleMs = 3_000;

/**
 * Creates components on an API without components, and measures until they are ready.
 *
 * @param {import('../lib/api-servers.mjs').ApiServer} server
 * @param {{ components: number, idleSeconds: number, profile?: string }} options
 */
export async function measureThroughput(
  { kubeconfig },
  { components, idleSeconds, profile },
) {
  const { KubeClient } = loadPackage('@promenade/kube-client');
  const client = KubeClient.fromKubeconfig(kubeconfig, {
    qps: 0,
    userAgent: 'promenade-bench',
  });
  const stop = new AbortController();
  const limit = setTimeout(
    () =>
      stop.abort(
        new Error(
          [
            `Not all components were deployed within ${
              timeLimitMs / 60_000
            } minutes.`,
            ...controlPlane.warnings(),
          ].join('\n'),
        ),
      ),
    timeLimitMs,
  );
  const controlPlane = await startControlPlane(kubeconfig, { profile });
  const read = async () => ({
    server: await readServerMetrics(kubeconfig),
    controlPlane: await readMetrics(controlPlane.metrics),
  });
  try {
    await createPlatform(client);
    await waitUntilIdle(controlPlane);
    const before = await read();
    const started = performance.now();
    const seconds = () => (performance.now() - started) / 1000;
    // One watch at a time, because a watch here costs the API server as much as one of the control plane.
    const milestones = (async () => {
      const reached = {};
      for (const [name, kind, condition] of [
        ['applied', 'Release', 'Applied'],
        ['bindingsReady', 'ServiceBinding', 'Ready'],
        ['ready', 'Component', 'Ready'],
      ]) {
        await untilAll(client, kind, condition, components, stop.signal);
        reached[name] = seconds();
      }
      return reached;
    })();
    const memory = peakMemory(controlPlane, stop.signal);
    await createComponents(client, components);
    const created = seconds();
    const reached = await milestones;
    await waitUntilIdle(controlPlane);
    const after = await read();
    const used = difference(before.controlPlane, after.controlPlane);
    await sleep(idleSeconds * 1000);
    const later = await read();
    await controlPlane.stop();
    const beforeDirectly = await readServerMetrics(kubeconfig);
    const appliedDirectly = await applyDirectly(client);
    await sleep(settleMs);
    const afterDirectly = await readServerMetrics(kubeconfig);
    stop.abort();
    return {
      components,
      seconds: { created, ...reached, appliedDirectly },
      writes: writesBetween(before, after, {
        components,
        workloads: components,
        services: components,
      }),
      idle: {
        seconds: idleSeconds,
        writes: writesBetween(after, later),
        requests:
          writeRequests(later.controlPlane) - writeRequests(after.controlPlane),
        leaseRenewals: leaseWrites(after.server, later.server),
      },
      controlPlane: {
        cpuSeconds: sum(used, 'process_cpu_seconds_total'),
        peakMemoryBytes: await memory,
        memoryBytes: sum(later.controlPlane, 'process_resident_memory_bytes'),
      },
      apiServer: {
        cpuSeconds: sum(
          difference(before.server, after.server),
          'process_cpu_seconds_total',
        ),
        directCpuSeconds: sum(
          difference(beforeDirectly, afterDirectly),
          'process_cpu_seconds_total',
        ),
      },
    };
  } finally {
    clearTimeout(limit);
    stop.abort();
    await controlPlane.stop();
    await client.close();
  }
}

/** Creates components as fast as the API accepts them. */
async function createComponents(client, components) {
  const names = Array.from({ length: components }, (_, n) => `service-${n}`);
  const types = new Map();
  for (const { kind } of declarationsOf(''))
    types.set(kind, await typeOf(client, kind));
  await Promise.all(
    names
      .flatMap(declarationsOf)
      .map(object => client.create(types.get(object.kind), object)),
  );
}

/** Resolves when `count` objects of a kind have a condition. */
async function untilAll(client, kind, condition, count, signal) {
  const { SharedInformer } = loadPackage('@promenade/kube-client');
  const done = new Set();
  const ended = new AbortController();
  const informer = new SharedInformer({
    client,
    type: await typeOf(client, kind),
    namespace: organization,
  });
  await new Promise((resolve, reject) => {
    const check = object => {
      if (isTrue(object, condition)) done.add(object.metadata.name);
      else done.delete(object.metadata.name);
      if (done.size === count) resolve();
    };
    informer.addHandler({
      onAdd: check,
      onUpdate: (_, object) => check(object),
    });
    signal.addEventListener('abort', () => reject(signal.reason));
    informer.start(AbortSignal.any([signal, ended.signal]));
  });
  ended.abort();
}

async function waitUntilIdle({ metrics }) {
  let writes = -1;
  for (;;) {
    const now = writeRequests(await readMetrics(metrics));
    // The lease is renewed every two seconds.
    if (writes >= 0 && now - writes <= Math.ceil(idleMs / 2000)) return;
    writes = now;
    await sleep(idleMs);
  }
}

/** Returns the peak resident memory of the process until the signal is aborted, in bytes. */
async function peakMemory({ metrics }, signal) {
  let highest = 0;
  while (!signal.aborted) {
    const samples = await readMetrics(metrics).catch(() => []);
    const now = sum(samples, 'process_resident_memory_bytes');
    highest = Math.max(highest, now);
    await sleep(2_000, undefined, { signal }).catch(() => {});
  }
  return highest;
}

function leaseWrites(before, after) {
  return ['PUT', 'PATCH'].reduce(
    (all, verb) =>
      all +
      sum(difference(before, after), 'apiserver_request_total', {
        resource: 'leases',
        verb,
      }),
    0,
  );
}
