// The benchmark `board-reads`: the time of the Deploy view over REST, with many components in the cache of the backend.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import { kubeconfigOf } from '../catalog/proxy.mjs';
import { formatNumber, formatTable } from '../lib/format.mjs';
import { percentile } from '../lib/percentile.mjs';
import { startReadOnlyApi } from '../lib/read-only-api.mjs';
import {
  componentName,
  organization,
  projectName,
  storedObjects,
} from './platform.mjs';
import { startPortal } from './portal.mjs';
import { releaseKinds, storedReleaseObjects } from './release-platform.mjs';

const entry = fileURLToPath(
  new URL('entry-without-catalog.mjs', import.meta.url),
);
const perSecond = 50;
const seconds = 20;
/** Requests before the measurement, so that code is compiled. */
const warmUp = 500;

/** Starts an API with the components, by the value of `--generation`. */
const startApi = {
  0.3: components => startReadOnlyApi(storedObjects(components)),
  '1.x': components =>
    startReadOnlyApi(storedReleaseObjects(components), releaseKinds),
};

/** The generations of OpenChoreo that have a platform. */
export const generations = Object.keys(startApi);

/** Asks for the boards of all components in turn, at a fixed rate. */
export async function boardReads({ components, generation, print }) {
  const api = await startApi[generation](components);
  const folder = mkdtempSync(join(tmpdir(), 'promenade-bench-'));
  const kubeconfig = join(folder, 'kubeconfig');
  writeFileSync(kubeconfig, stringify(kubeconfigOf(api.server)));
  let portal;
  try {
    portal = await startPortal({ entry, kubeconfig });
    const read = number =>
      portal.api.request(
        'GET',
        `openchoreo/organizations/${organization}/projects/${projectName(
          number,
        )}/components/${componentName(number)}/board`,
      );
    for (let request = 0; request < warmUp; request += 1)
      await read(request % components);
    api.takeCount();
    const cpuBefore = await portal.cpuMs();
    const times = await readAtRate(number => read(number % components));
    const cpuMs = (await portal.cpuMs()) - cpuBefore;
    const result = {
      generation,
      components,
      requests: times.length,
      p50: percentile(times, 0.5),
      p99: percentile(times, 0.99),
      max: Math.max(...times),
      kubernetesRequests: api.takeCount(),
      cpuMs: cpuMs / times.length,
      heapMB: await portal.heapMB(),
      load: loadavg()[0],
    };
    print(report(result));
    return result;
  } finally {
    await portal?.stop();
    api.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The times of requests that begin at a fixed rate, also while others are slow, in milliseconds. */
async function readAtRate(read) {
  const began = performance.now();
  const pending = [];
  for (let request = 0; request < perSecond * seconds; request += 1) {
    const due = began + (request * 1000) / perSecond;
    await sleep(Math.max(0, due - performance.now()));
    pending.push(timeOf(() => read(request * 7)));
  }
  return Promise.all(pending);
}

async function timeOf(run) {
  const started = performance.now();
  await run();
  return performance.now() - started;
}

const report = result =>
  [
    `board-reads: ${result.components} components of OpenChoreo ${
      result.generation
    } in ten environments, ${perSecond} requests a second, load of the machine ${result.load.toFixed(
      1,
    )}`,
    formatTable([
      ['', 'result'],
      ['p50', `${formatNumber(result.p50)} ms`],
      ['p99 (goal: 20 ms)', `${formatNumber(result.p99)} ms`],
      ['maximum', `${formatNumber(result.max)} ms`],
      ['requests to Kubernetes meanwhile (goal: 0)', result.kubernetesRequests],
      [
        'CPU time of the backend for each request',
        `${formatNumber(result.cpuMs)} ms`,
      ],
      ['heap of the backend', `${formatNumber(result.heapMB)} MB`],
    ]),
  ].join('\n');
