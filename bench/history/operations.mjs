// The operations of the benchmark `history`, on caches that have read the objects from an API.
import { loadPackage } from '../lib/load-package.mjs';
import {
  organization,
  owner,
  platformObjects,
  waitingPromotion,
} from './platform.mjs';
import { startReadOnlyApi } from '../lib/read-only-api.mjs';

const { InformerFactory, KubeClient, silentLogger, systemClock } = loadPackage(
  '@promenade/kube-client',
);
const { componentKind, kinds, projectKind } = loadPackage(
  '@promenade/openchoreo-model',
);
const { createOpenChoreo } = loadPackage(
  '@promenade/backstage-plugin-openchoreo-node',
);
const source = path => loadPackage(`packages/control-plane/src/${path}`);
const { ObjectCache } = source('runtime/object-cache');
const { indexes } = source('core/lookups/indexes');
const { promotionReconciler } = source('controllers/promotion/reconcile');
const { promotionHistoryReconciler } = source(
  'controllers/promotionhistory/reconcile',
);
const { deleteUnusedArtifacts } = source(
  'controllers/promotionhistory/delete-unused-artifacts',
);

/** Counts nothing and stores nothing: passes of the benchmark change nothing. */
const noWrites = {
  create: async () => {},
  createIfAbsent: async () => {},
  update: async () => {},
  updateStatus: async () => {},
  remove: async () => {
    throw new Error('The benchmark must not delete anything.');
  },
  event() {},
};

/**
 * Reads a platform with a number of finished promotions.
 *
 * @returns the operations by name, and a function that stops everything
 */
export async function openHistory(count) {
  const api = await startReadOnlyApi(platformObjects(count));
  const stop = new AbortController();
  const client = KubeClient.fromCluster({ server: api.server });
  const passes = await reconcilePasses(client, stop.signal);
  const reads = await openReads(client, stop.signal);
  return {
    operations: { ...passes, ...reads },
    async close() {
      stop.abort();
      await client.close();
      api.stop();
    },
  };
}

async function reconcilePasses(client, signal) {
  const informers = new InformerFactory(client, {});
  const cache = new ObjectCache(informers, Object.values(indexes));
  kinds.forEach(kind => cache.informer(kind));
  informers.start(signal);
  await informers.waitForSync(signal);
  const clock = systemClock;
  const reconcilePromotion = promotionReconciler({
    clock,
    limits: { stepMs: 600_000, degradedMs: 60_000 },
    signingKeys: { read: async () => [] },
    gates: { evaluate: async () => [], onResult() {}, abort() {} },
  });
  const reconcileHistory = promotionHistoryReconciler({
    clock,
    projectKind,
    componentKind,
    deleteUnusedReleases: deleteUnusedArtifacts,
  });
  const namespace = organization;
  const pass = (reconcile, name) => () =>
    reconcile({ namespace, name }, cache, noWrites);
  return {
    'pass: promotion that waits': pass(reconcilePromotion, waitingPromotion),
    'pass: promotion that has ended': pass(reconcilePromotion, 'orders-000001'),
    'pass: history of the component': pass(
      reconcileHistory,
      owner.componentName,
    ),
  };
}

async function openReads(client, signal) {
  const logger = { ...console, debug() {}, info() {}, child: () => logger };
  const { cache, views } = createOpenChoreo({ client, logger, signal });
  await cache.waitForSync(signal);
  const ref = {
    organization,
    project: owner.projectName,
    component: owner.componentName,
  };
  // Pages that are full in both cases.
  const limit = 3;
  const seeAll = async components => components.map(() => true);
  return {
    'read: board': () => views.deployBoard(ref),
    'read: promotions of the component': () => views.promotions(ref, { limit }),
    'read: promotions of the organization': () =>
      views.promotions({ organization }, { limit }, seeAll),
    'read: promotions of a person': () =>
      views.promotions(ref, { limit, person: 'user:default/ada' }),
    'read: releases': () => views.releases(ref, { limit }),
    'read: approvals': () => views.awaitingApproval(),
  };
}
