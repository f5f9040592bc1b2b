// Components to applied Releases per second, and what that costs.
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { startControlPlane } from '../lib/control-plane.mjs';
import {
  difference,
  readMetrics,
  readServerMetrics,
  sum,
} from '../lib/metrics.mjs';
import { load } from '../lib/sources.mjs';
import { applyByHand } from './ceiling.mjs';
import {
  createPlatform,
  declarationsOf,
  isTrue,
  organization,
  typeOf,
} from './platform.mjs';
import { requestsThatWrite, writesBetween } from './writes.mjs';

/** Objects on the data plane that a component of this benchmark has. */
export const objectsEach = 5;

/** Nobody waits longer for all components: something is wrong then, and the control plane has said what. */
const timeLimitMs = 10 * 60_000;

/** The control plane has come to rest when it wrote nothing but its lease for so long. */
const restMs = 3_000;

/**
 * Declares components on an API where there are none, and watches what becomes of them.
 *
 * @param {import('../lib/api-servers.mjs').ApiServer} server
 * @param {{ components: number, restSeconds: number, profile?: string }} options
 */
export async function measureThroughput(
  { kubeconfig },
  { components, restSeconds, profile },
) {
  const { KubeClient } = load('@promenade/kube-client');
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
            `Not all components came to be within ${
              timeLimitMs / 60_000
            } minutes.`,
            ...controlPlane.complaints(),
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
    await atRest(controlPlane);
    const before = await read();
    const started = performance.now();
    const seconds = () => (performance.now() - started) / 1000;
    // One watch after the other: what is watched here costs the API server as much as what the control plane watches.
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
    const memory = highestMemory(controlPlane, stop.signal);
    await declare(client, components);
    const declared = seconds();
    const reached = await milestones;
    await atRest(controlPlane);
    const after = await read();
    const used = difference(before.controlPlane, after.controlPlane);
    await sleep(restSeconds * 1000);
    const later = await read();
    await controlPlane.stop();
    const byHand = await applyByHand(client);
    stop.abort();
    return {
      components,
      seconds: { declared, ...reached, byHand },
      writes: writesBetween(before, after, {
        components,
        workloads: components,
        services: components,
      }),
      atRest: {
        seconds: restSeconds,
        writes: writesBetween(after, later),
        requests:
          requestsThatWrite(later.controlPlane) -
          requestsThatWrite(after.controlPlane),
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
      },
    };
  } finally {
    clearTimeout(limit);
    stop.abort();
    await controlPlane.stop();
    await client.close();
  }
}

/** Declares components as fast as the API takes them. */
async function declare(client, components) {
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

/** Resolves when so many objects of a kind have a condition. */
async function untilAll(client, kind, condition, count, signal) {
  const { SharedInformer } = load('@promenade/kube-client');
  const done = new Set();
  const ended = new AbortController();
  const informer = new SharedInformer({
    client,
    type: await typeOf(client, kind),
    namespace: organization,
  });
  await new Promise((resolve, reject) => {
    const look = object => {
      if (isTrue(object, condition)) done.add(object.metadata.name);
      else done.delete(object.metadata.name);
      if (done.size === count) resolve();
    };
    informer.addHandler({ onAdd: look, onUpdate: (_, object) => look(object) });
    signal.addEventListener('abort', () => reject(signal.reason));
    informer.start(AbortSignal.any([signal, ended.signal]));
  });
  ended.abort();
}

async function atRest({ metrics }) {
  let writes = -1;
  for (;;) {
    const now = requestsThatWrite(await readMetrics(metrics));
    // A lease is renewed every two seconds.
    if (writes >= 0 && now - writes <= Math.ceil(restMs / 2000)) return;
    writes = now;
    await sleep(restMs);
  }
}

/** Most memory that the process was seen to have, in bytes, until the signal. */
async function highestMemory({ metrics }, signal) {
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
