// The benchmark `catalog`: how fast and at which cost the catalog follows the platform, compared with the floor of Backstage.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { apiServers } from '../lib/api-servers.mjs';
import { startBackend } from './backends.mjs';
import { databaseServers } from './databases.mjs';
import { measureFreshness } from './freshness.mjs';
import { createPlatform, expectedEntities, openWriter } from './platform.mjs';
import { startProxy } from './proxy.mjs';
import { reportCatalog } from './report.mjs';

/** Comparisons whose costs are measured. The median counts. */
const comparisons = 5;
/** Time to count what a backend does without any change, in seconds. */
const idleSeconds = 5;
/** Time for a failing list to be noticed, in milliseconds. */
const failureMs = 5_000;

/** Measures each database in turn. */
export async function catalog(settings) {
  const { components, databases, print } = settings;
  const api = await apiServers.embedded();
  const proxy = await startProxy(api.kubeconfig);
  const folder = mkdtempSync(join(tmpdir(), 'promenade-bench-'));
  const clean = async () => {
    proxy.stop();
    rmSync(folder, { recursive: true, force: true });
    await api.stop();
  };
  const interrupted = () => clean().then(() => process.exit(130));
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
  const run = {
    ...settings,
    api,
    proxy,
    entitiesFile: join(folder, 'entities.json'),
    progress: text => console.error(`catalog: ${text}`),
  };
  try {
    const results = { components, entities: expectedEntities(components) };
    results.few = await measureFew(run);
    results.databases = {};
    for (const name of databases) {
      const server = await databaseServers[name]();
      if (!server) {
        results.databases[name] = { skipped: `${name} is not installed` };
        continue;
      }
      try {
        results.databases[name] = await measureDatabase(
          { ...run, name },
          server,
        );
      } finally {
        await server.stop();
      }
    }
    print(reportCatalog(results));
    return results;
  } finally {
    process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
    await clean();
  }
}

/** Reads a tenth of the components, then creates the rest: what depends on their number is in the difference. */
async function measureFew(run) {
  const { api, proxy, components, progress } = run;
  const few = Math.ceil(components / 10);
  progress(`creating ${components} components`);
  await createPlatform(api.kubeconfig, { to: few, total: components });
  const server = await databaseServers.sqlite();
  try {
    progress(`loading ${few} components`);
    proxy.takeCounts();
    const backend = await startBackend({
      variant: 'module',
      database: server.create(),
      proxy,
    });
    const count = expectedEntities(components) - 3 * (components - few);
    await backend.call('waitUntilVisible', { count });
    const size = await measureSize(run, backend);
    await backend.stop();
    return { components: few, ...size };
  } finally {
    await server.stop();
    await createPlatform(api.kubeconfig, {
      from: few,
      to: components,
      total: components,
    });
  }
}

/** The memory of a loaded backend, and the requests since the counts were taken. */
async function measureSize({ proxy }, backend) {
  await backend.call('waitUntilCompared');
  const requests = proxy.takeCounts();
  return { requests, heap: await backend.call('heap') };
}

async function measureDatabase(run, server) {
  const { databases, loads } = await measureLoads(run, server);
  const { proxy, entitiesFile, name, progress } = run;
  progress(`${name}: starting both backends on their databases`);
  proxy.takeCounts();
  const module = await startBackend({
    variant: 'module',
    database: databases.module,
    proxy,
    isLoaded: true,
  });
  await module.call('waitUntilCompared');
  const size = await measureSize(run, module);
  const plain = await startBackend({
    variant: 'plain',
    database: databases.plain,
    proxy,
    entitiesFile,
    isLoaded: true,
  });
  try {
    return {
      loads,
      ...size,
      ...(await measureSteady(run, module, plain)),
      peers: await measurePeers(run, module, plain),
    };
  } finally {
    await Promise.all([module.stop(), plain.stop()]);
  }
}

/** Loads everything into new databases, in turn with the module and with the plain provider. */
async function measureLoads(run, server) {
  const { components, rounds, proxy, entitiesFile, name, profile, progress } =
    run;
  const databases = {};
  const loads = [];
  const load = async variant => {
    progress(`${name}: loading with ${variant}`);
    databases[variant] = server.create();
    const backend = await startBackend({
      variant,
      database: databases[variant],
      proxy,
      entitiesFile,
      profile,
    });
    const result = await backend.call('waitUntilVisible', {
      count: expectedEntities(components),
    });
    if (variant === 'module')
      await backend.call('dumpEntities', { file: entitiesFile });
    await backend.stop();
    return result;
  };
  for (let round = 0; round < rounds; round += 1) {
    // The module first, because the plain provider gets its entities. Then the other order, which is fair to both.
    const order = round % 2 === 0 ? ['module', 'plain'] : ['plain', 'module'];
    const results = {};
    for (const variant of order) results[variant] = await load(variant);
    loads.push(results);
  }
  return { databases, loads };
}

/** Changes and comparisons when everything is in the catalog. */
async function measureSteady(run, module, plain) {
  const { api, proxy, changes, entitiesFile, name, progress } = run;
  const writer = await openWriter(api.kubeconfig);
  const entities = JSON.parse(readFileSync(entitiesFile, 'utf8'));
  const describe = {
    module: ({ metadata }, description) =>
      writer.describe(
        metadata.annotations['openchoreo.dev/component'],
        description,
      ),
    plain: ({ metadata: { namespace, name: entity } }, description) =>
      plain.call('describe', {
        entityRef: `component:${namespace}/${entity}`,
        description,
      }),
  };
  const targets = entities.filter(({ kind }) => kind === 'Component');
  const freshness = (backend, variant, options) =>
    measureFreshness({
      url: backend.url,
      describe: describe[variant],
      targets,
      changes,
      ...options,
    });
  try {
    const idle = await module.call('idle', { seconds: idleSeconds });
    progress(`${name}: ${changes} changes on the idle system`);
    const [moduleMs, plainMs] = await Promise.all([
      freshness(module, 'module'),
      freshness(plain, 'plain'),
    ]);
    progress(`${name}: comparisons`);
    proxy.takeCounts();
    const resyncs = [];
    for (let i = 0; i < comparisons; i += 1)
      resyncs.push(await module.call('resync'));
    const requests = proxy.takeCounts();
    const fullMutations = [];
    for (let i = 0; i < comparisons; i += 1)
      fullMutations.push(await plain.call('fullMutation'));
    progress(`${name}: changes during comparisons`);
    const duringMs = await freshness(module, 'module', {
      changes: Math.ceil(changes / 3),
      onChange: () => module.call('resync'),
    });
    return {
      idle,
      freshness: { moduleMs, plainMs, duringMs },
      resyncs,
      resyncRequests: requests,
      fullMutations,
    };
  } finally {
    await writer.close();
  }
}

/** The peers' way on the same objects, and what a failing list does to the catalog. */
async function measurePeers({ proxy, name, progress }, module, plain) {
  progress(`${name}: the way of the peers`);
  const before = {
    module: await module.call('countSent'),
    plain: await plain.call('countSent'),
  };
  proxy.takeCounts();
  const sync = await plain.call('peerSync');
  const requests = proxy.takeCounts();
  proxy.failLists('components');
  await sleep(failureMs);
  await module.call('resync');
  await plain.call('peerSync');
  const after = {
    module: await module.call('countSent'),
    plain: await plain.call('countSent'),
  };
  proxy.failLists();
  return { sync, requests, failure: { before, after } };
}
