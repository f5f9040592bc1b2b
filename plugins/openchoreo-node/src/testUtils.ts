/**
 * Helpers for tests of packages that use the OpenChoreo service.
 *
 * @packageDocumentation
 */

import {
  coreServices,
  createBackendModule,
  createServiceFactory,
  type DatabaseService,
} from '@backstage/backend-plugin-api';
import type {
  CatalogModule,
  OpenChoreoService,
  OverviewSource,
  PromotionSource,
} from '@promenade/backstage-plugin-openchoreo-node';
import knexFactory from 'knex';
import { AuditLog } from './audit/AuditLog';
import { createCatalogSync } from './domain/CatalogSync';
import { noOverviews as emptyOverviews } from './domain/OverviewSource';
import { noRestApi } from './domain/RestApiSource';
import { noPromotions as emptySource } from './domain/PromotionSource';
import { BuildLogReader } from './runtime/BuildLogReader';
import { DataPlaneReader } from './runtime/DataPlaneReader';
import { MetricsReader } from './metrics/MetricsReader';
import { RuntimeReader } from './runtime/RuntimeReader';
import { OpenChoreoViews } from './views/OpenChoreoViews';

/**
 * The promotions of a platform that has none.
 *
 * @public
 */
export const noPromotions: PromotionSource = emptySource;

/**
 * The overviews of a platform that has none.
 *
 * @public
 */
export const noOverviews: OverviewSource = emptyOverviews;

function notMocked(): never {
  throw new Error('The test does not mock this part of OpenChoreo');
}

/**
 * An OpenChoreo without a cluster: the cache is live and empty. A test replaces the parts that it needs.
 *
 * @public
 */
export function openChoreoServiceMock(
  parts: Partial<OpenChoreoService> = {},
): OpenChoreoService {
  return {
    cache: {
      waitForSync: async () => {},
      freshness: () => ({ status: 'live' }),
      onFreshness: () => () => {},
      onChange: () => () => {},
      rejected: () => [],
      watchRestarts: () => 0,
    },
    views: new OpenChoreoViews({
      snapshot: () => undefined,
      organization: () => undefined,
      projects: () => [],
      freshness: () => ({ status: 'live' }),
      promotions: noPromotions,
      overviews: noOverviews,
    }),
    runtime: new RuntimeReader({ runtime: () => undefined }),
    buildLogs: new BuildLogReader({ buildPods: () => undefined }),
    dataPlanes: new DataPlaneReader({ dataPlane: () => undefined }),
    metrics: new MetricsReader({ runtime: () => undefined }, []),
    catalogUnits: {
      sourceNames: ['openchoreo'],
      sourceOf: () => 'openchoreo',
      sharedOrganizationOf: () => 'default',
      namespaceOf: organization => organization,
      isComplete: () => true,
      list: () => [],
      get: () => undefined,
      report: () => {},
      subscribe: () => () => {},
    },
    catalogSync: createCatalogSync(),
    auditLog: new AuditLog({ logger: { error: () => {} } }),
    buildSources: () => [],
    restApi: noRestApi,
    verbs: { execute: notMocked, plan: notMocked, undo: notMocked },
    verbDeclarations: [],
    workloadDescriptor: notMocked,
    waitForReady: notMocked,
    waitForPromotion: notMocked,
    waitForProjectPromotion: notMocked,
    waitForDeletion: notMocked,
    waitForBuild: notMocked,
    ...parts,
  };
}

/**
 * The catalog module of a host that has it, or of one that does not.
 *
 * @public
 */
export function catalogModuleMock(isInstalled = true): CatalogModule {
  return { isInstalled: async () => isInstalled };
}

/**
 * A database in memory for each plugin of a test backend, which needs `better-sqlite3`. That of `@backstage/backend-test-utils` has
 * a version of its own, which is not built where packages may not run scripts.
 *
 * @public
 */
export const memoryDatabase = createServiceFactory({
  service: coreServices.database,
  deps: { lifecycle: coreServices.lifecycle },
  factory({ lifecycle }) {
    const knex = knexFactory({
      client: 'better-sqlite3',
      connection: ':memory:',
      useNullAsDefault: true,
    });
    lifecycle.addShutdownHook(() => knex.destroy());
    return { getClient: async () => knex };
  },
});

/**
 * A module that collects the database of a plugin, for `closeDatabase`: a backend leaves the connections of its plugins open.
 *
 * @param databases - gets the database of the plugin
 * @public
 */
export function collectDatabase(
  pluginId: string,
  databases: DatabaseService[],
) {
  return createBackendModule({
    pluginId,
    moduleId: 'test-database',
    register({ registerInit }) {
      registerInit({
        deps: { database: coreServices.database },
        async init({ database }) {
          databases.push(database);
        },
      });
    },
  });
}

/**
 * Closes the connections of a plugin that has stopped. Its next poll waits forever instead of failing.
 *
 * @public
 */
export async function closeDatabase(database: DatabaseService): Promise<void> {
  const knex = await database.getClient();
  knex.client.acquireConnection = () => new Promise(() => {});
  await knex.destroy();
}
