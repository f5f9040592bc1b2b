// A Backstage backend with the catalog alone, as a process of its own. It obeys the messages of `backends.mjs`.
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { loadPackage } from '../lib/load-package.mjs';
import { DatabaseWrites } from './DatabaseWrites.mjs';
import { PlainProvider } from './PlainProvider.mjs';

const { createBackend } = loadPackage('@backstage/backend-defaults');
const { coreServices, createBackendModule, createServiceFactory } = loadPackage(
  '@backstage/backend-plugin-api',
);
const { catalogProcessingExtensionPoint } = loadPackage(
  '@backstage/plugin-catalog-node',
);
const { ConfigReader } = loadPackage('@backstage/config');

const pollMs = 200;

/** What the benchmark uses of a started backend. */
let knex;
let writes;
let connectedAt;
let openchoreo;
let plain;

const [options] = await once(process, 'message');
const features =
  options.variant === 'module' ? openChoreoFeatures() : plainFeatures();
/** Before the start, but after the sources of this repository are loaded, which a real backend has compiled. */
const cpuAtStart = process.cpuUsage();
const backend = createBackend();
backend.add(
  createServiceFactory({
    service: coreServices.rootConfig,
    deps: {},
    factory: () => new ConfigReader(options.config),
  }),
);
backend.add(
  createServiceFactory({
    service: coreServices.rootLogger,
    deps: {},
    factory: () => quietLogger(),
  }),
);
backend.add(loadPackage('@backstage/plugin-catalog-backend').default);
backend.add(probeModule());
for (const feature of features) backend.add(feature);
await backend.start();
process.on('message', async ({ id, method, args }) => {
  try {
    process.send({ id, result: await methods[method](args) });
  } catch (error) {
    process.send({ id, error: error.stack });
  }
});
process.send({ ready: true });

const methods = {
  /** Resolves when the catalog shows a number of entities. */
  async waitUntilVisible({ count }) {
    while ((await countVisible()) < count) await sleep(pollMs);
    const { user, system } = process.cpuUsage(cpuAtStart);
    return {
      seconds: (Date.now() - connectedAt) / 1000,
      cpuSeconds: (user + system) / 1e6,
    };
  },
  /** Resolves when the module has compared the catalog once, and sent everything. */
  async waitUntilCompared() {
    for (;;) {
      const report = openchoreo.catalogSync.provider?.report();
      if (report?.lastComparison && report.waiting === 0) return;
      await sleep(pollMs);
    }
  },
  async countSent() {
    const [{ count }] = await knex('refresh_state').count({ count: '*' });
    return Number(count);
  },
  async dumpEntities({ file }) {
    const rows = await knex('refresh_state').select('unprocessed_entity');
    writeFileSync(
      file,
      JSON.stringify(rows.map(row => JSON.parse(row.unprocessed_entity))),
    );
  },
  resync: () => measure(() => openchoreo.catalogSync.provider.sync()),
  idle: ({ seconds }) => measure(() => sleep(seconds * 1000)),
  /** Changes an entity without Kubernetes. */
  describe: ({ entityRef, description }) =>
    plain.describe(entityRef, description),
  fullMutation: () => measure(() => plain.applyAll()),
  peerSync: () => measure(() => plain.syncAsPeers(options.server)),
  heap() {
    // Twice, because finalizers of the first collection free more.
    globalThis.gc();
    globalThis.gc();
    const { heapUsed, rss } = process.memoryUsage();
    return { heapUsed, rss };
  },
  async stop() {
    await backend.stop();
    process.disconnect();
    process.exit();
  },
};

async function countVisible() {
  const [{ count }] = await knex('final_entities')
    .whereNotNull('final_entity')
    .count({ count: '*' });
  return Number(count);
}

/** What an operation costs in this process, without the database server. */
async function measure(run) {
  writes.reset();
  const started = performance.now();
  const before = process.cpuUsage();
  await run();
  const { user, system } = process.cpuUsage(before);
  return {
    cpuMs: (user + system) / 1000,
    ms: performance.now() - started,
    writes: writes.byTable(),
  };
}

function openChoreoFeatures() {
  const { createCatalogModule } = loadPackage(
    'plugins/catalog-backend-module-openchoreo/src/module',
  );
  // Comparisons that come by themselves belong to a load, and would disturb the measurements after it.
  const never = 2 ** 31 - 1;
  const times = options.isLoaded
    ? { compareAgainMs: never, compareEveryMs: never }
    : {};
  return [createCatalogModule(times), openChoreoModule()];
}

function openChoreoModule() {
  const { openChoreoServiceRef } = loadPackage(
    '@promenade/backstage-plugin-openchoreo-node',
  );
  return catalogModule(
    'bench-openchoreo',
    { service: openChoreoServiceRef },
    ({ service }) => {
      openchoreo = service;
    },
  );
}

function plainFeatures() {
  plain = new PlainProvider(options.entitiesFile, options.isLoaded);
  return [
    catalogModule(
      'bench-plain',
      { processing: catalogProcessingExtensionPoint },
      ({ processing }) => processing.addEntityProvider(plain),
    ),
  ];
}

/** Takes the database, and the time at which providers are connected. */
function probeModule() {
  const clock = {
    getProviderName: () => 'bench-clock',
    async connect() {
      connectedAt = Date.now();
    },
  };
  return catalogModule(
    'bench-probe',
    {
      database: coreServices.database,
      processing: catalogProcessingExtensionPoint,
    },
    async ({ database, processing }) => {
      knex = await database.getClient();
      writes = new DatabaseWrites(knex);
      processing.addEntityProvider(clock);
    },
  );
}

function catalogModule(moduleId, deps, init) {
  return createBackendModule({
    pluginId: 'catalog',
    moduleId,
    register: ({ registerInit }) =>
      registerInit({ deps, init: async services => init(services) }),
  });
}

function quietLogger() {
  const print = level => (message, meta) =>
    console.error(`${level}: ${message}`, meta ?? '');
  const logger = {
    error: print('error'),
    warn: print('warn'),
    info() {},
    debug() {},
    child: () => logger,
  };
  return logger;
}

function sleep(ms) {
  return new Promise(resolve => setTimeout(resolve, ms));
}
