import type { DatabaseService } from '@backstage/backend-plugin-api';
import {
  actionsRegistryServiceFactory,
  actionsServiceFactory,
} from '@backstage/backend-defaults/alpha';
import { databaseServiceFactory } from '@backstage/backend-defaults/database';
import { mockServices, type TestBackend } from '@backstage/backend-test-utils';
import catalogBackend from '@backstage/plugin-catalog-backend';
import scaffolderEntityModel from '@backstage/plugin-catalog-backend-module-scaffolder-entity-model';
import mcpActions from '@backstage/plugin-mcp-actions-backend';
import type { PermissionPolicy } from '@backstage/plugin-permission-node';
import scaffolderBackend from '@backstage/plugin-scaffolder-backend';
import type { JsonArray } from '@backstage/types';
import catalogModule from '@promenade/backstage-plugin-catalog-backend-module-openchoreo';
import templatesModule from '@promenade/backstage-plugin-catalog-backend-module-openchoreo-templates';
import {
  closeDatabase,
  collectDatabase,
} from '@promenade/backstage-plugin-openchoreo-node/testUtils';
import scaffolderModule from '@promenade/backstage-plugin-scaffolder-backend-module-openchoreo';
import { setTimeout } from 'node:timers/promises';
import { startBackend } from './startWithPolicy';

/** An auditor whose events a test can read. */
export function recordingAuditor() {
  const auditor = mockServices.auditor.mock();
  auditor.createEvent.mockResolvedValue({
    success: async () => {},
    fail: async () => {},
  });
  return auditor;
}

/** The scaffolder polls the events of its tasks in this interval, also after it has stopped. */
const pollIntervalMs = 1000;

/** A running portal. */
export type Portal = Pick<TestBackend, 'server' | 'stop'>;

/** Starts the catalog, the scaffolder with the templates, the actions of agents, and the OpenChoreo plugins. */
export async function startPortal(options: {
  /** The control plane. */
  kubeconfig?: string;
  /** Several control planes in place of one. */
  sources?: JsonArray;
  /** The secrets of Git hosts. */
  buildWebhooks?: JsonArray;
  policy: PermissionPolicy;
  auditor?: ReturnType<typeof recordingAuditor>;
  /** Path of a file with templates that takes the place of those that are shipped. */
  templates?: string;
}): Promise<Portal> {
  const {
    kubeconfig,
    sources,
    buildWebhooks = [],
    policy,
    auditor = recordingAuditor(),
    templates,
  } = options;
  const databases: DatabaseService[] = [];
  const backend = await startBackend(policy, {
    features: [
      catalogBackend,
      catalogModule,
      scaffolderEntityModel,
      ...(templates ? [] : [templatesModule]),
      scaffolderBackend,
      scaffolderModule,
      mcpActions,
      databaseServiceFactory,
      actionsServiceFactory,
      actionsRegistryServiceFactory,
      auditor.factory,
      collectDatabase('catalog', databases),
      collectDatabase('scaffolder', databases),
      collectDatabase('openchoreo', databases),
    ],
    config: {
      app: { baseUrl: 'https://portal.test' },
      backend: {
        actions: { pluginSources: ['catalog', 'scaffolder', 'openchoreo'] },
        database: { client: 'better-sqlite3', connection: ':memory:' },
      },
      catalog: {
        // Tests wait for entities, which become visible when they are stitched.
        stitchingStrategy: { pollingInterval: { milliseconds: 100 } },
        providers: { openchoreoTemplates: { namespace: 'default' } },
        locations: templates
          ? [
              {
                type: 'file',
                target: templates,
                rules: [{ allow: ['Template'] }],
              },
            ]
          : [],
      },
      openchoreo: {
        buildWebhooks,
        ...(sources ? { sources } : { kubeconfig }),
      },
    },
  });
  return {
    server: backend.server,
    async stop() {
      await backend.stop();
      await Promise.all(databases.map(closeDatabase));
      await setTimeout(pollIntervalMs);
    },
  };
}
