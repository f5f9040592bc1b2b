import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { databaseServiceFactory } from '@backstage/backend-defaults/database';
import type { BackendFeature } from '@backstage/backend-plugin-api';
import type { TestBackend } from '@backstage/backend-test-utils';
import catalogBackend from '@backstage/plugin-catalog-backend';
import scaffolderEntityModel from '@backstage/plugin-catalog-backend-module-scaffolder-entity-model';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { PermissionPolicy } from '@backstage/plugin-permission-node';
import scaffolderBackend from '@backstage/plugin-scaffolder-backend';
import type { DatabaseService } from '@backstage/backend-plugin-api';
import type { JsonObject } from '@backstage/types';
import { componentCreatePermission } from '@promenade/backstage-plugin-openchoreo-common';
import {
  closeDatabase,
  collectDatabase,
} from '@promenade/backstage-plugin-openchoreo-node/testUtils';
import {
  componentKind,
  projectKind,
  type KindDefinition,
} from '@promenade/openchoreo-model';
import scaffolderModule from '@promenade/backstage-plugin-scaffolder-backend-module-openchoreo';
import { stringify } from 'yaml';
import { PortalClient } from './__testUtils__/PortalClient';
import {
  organization,
  startSamplePlatform,
  type SamplePlatform,
} from './__testUtils__/samplePlatform';
import { policyModule, startHost } from './__testUtils__/startWithPolicy';

jest.setTimeout(180_000);

const steps: Record<string, { action: string; input: JsonObject }> = {
  'create-project': {
    action: 'openchoreo:project:create',
    input: { organization, name: 'ferry' },
  },
  'create-component': {
    action: 'openchoreo:component:create',
    input: {
      organization,
      project: 'tram',
      name: 'departures',
      image: 'registry.local/tram/departures:1.4.2',
      port: 8080,
    },
  },
  'create-by-ref': {
    action: 'openchoreo:component:create',
    input: {
      project: 'system:default/tram',
      name: 'alerts',
      image: 'registry.local/tram/alerts:1.0.0',
    },
  },
  'create-in-unknown-project': {
    action: 'openchoreo:component:create',
    input: {
      organization,
      project: 'boats',
      name: 'alerts',
      image: 'registry.local/tram/alerts:1.0.0',
    },
  },
  'delete-component': {
    action: 'openchoreo:component:delete',
    input: { organization, component: 'alerts' },
  },
};

/** Dana may not create components. */
const policy: PermissionPolicy = {
  async handle({ permission }, user) {
    const isDenied =
      permission.name === componentCreatePermission.name &&
      user?.info.userEntityRef === 'user:default/dana';
    return { result: isDenied ? AuthorizeResult.DENY : AuthorizeResult.ALLOW };
  },
};

describe('in a host without the catalog module', () => {
  const folder = mkdtempSync(join(tmpdir(), 'promenade-alone-'));
  let platform: SamplePlatform;

  beforeAll(async () => {
    platform = await startSamplePlatform();
  });
  afterAll(async () => {
    await platform?.stop();
    rmSync(folder, { recursive: true });
  });

  const find = (name: string, kind: KindDefinition = componentKind) =>
    platform.client.find(kind, { namespace: organization, name });

  /** Starts the catalog of a host with some features. */
  async function start(
    features: BackendFeature[],
    databases: DatabaseService[],
  ) {
    const templates = join(folder, 'templates.yaml');
    writeFileSync(
      templates,
      Object.entries(steps)
        .map(([name, step]) =>
          stringify({
            apiVersion: 'scaffolder.backstage.io/v1beta3',
            kind: 'Template',
            metadata: { name },
            spec: {
              type: 'service',
              parameters: [],
              steps: [{ id: 'run', name: 'Run', ...step }],
            },
          }),
        )
        .join('---\n'),
    );
    return startHost({
      features: [
        policyModule(policy),
        catalogBackend,
        scaffolderEntityModel,
        databaseServiceFactory,
        collectDatabase('catalog', databases),
        ...features,
      ],
      config: {
        app: { baseUrl: 'https://portal.test' },
        backend: {
          database: { client: 'better-sqlite3', connection: ':memory:' },
        },
        catalog: {
          locations: [
            {
              type: 'file',
              target: templates,
              rules: [{ allow: ['Template'] }],
            },
          ],
        },
        openchoreo: { kubeconfig: platform.kubeconfig },
      },
    });
  }

  describe('the scaffolder module', () => {
    let backend: TestBackend;
    let client: PortalClient;
    const databases: DatabaseService[] = [];

    beforeAll(async () => {
      const features = [
        scaffolderBackend,
        scaffolderModule,
        collectDatabase('scaffolder', databases),
      ];
      backend = await start(features, databases);
      client = new PortalClient(backend);
      await client.waitForEntities(
        ...Object.keys(steps).map(name => `template:default/${name}`),
      );
    });
    afterAll(async () => {
      await backend?.stop();
      await Promise.all(databases.map(closeDatabase));
      // The scaffolder polls the events of its tasks in this interval, also after it has stopped.
      await setTimeout(1000);
    });

    /** Runs a template. Returns the log of its task. */
    async function run(template: string, user?: string): Promise<string> {
      const templateRef = `template:default/${template}`;
      const { log } = await client.runTemplate(templateRef, { user });
      return log;
    }

    it.each(['create-project', 'create-component', 'create-by-ref'])(
      'runs %s, and waits for nothing in the catalog',
      async template => {
        const log = await run(template);
        expect(log).toContain('status: completed');
        expect(log).not.toContain('catalog');
      },
    );

    it('has created what it was asked for', async () => {
      expect(await find('ferry', projectKind)).toBeDefined();
      expect(await find('departures')).toBeDefined();
      expect(await find('alerts')).toBeDefined();
    });

    it('rejects a project that the control plane does not have', async () => {
      expect(await run('create-in-unknown-project')).toContain(
        'The control plane has no project system:default/boats',
      );
    });

    it('deletes a component', async () => {
      expect(await run('delete-component')).toContain('status: completed');
      expect(await find('alerts')).toBeUndefined();
    });

    it('rejects what the policy denies', async () => {
      expect(await run('create-by-ref', 'dana')).toContain(
        'You do not have the permission openchoreo.component.create for system:default/tram',
      );
      expect(await find('alerts')).toBeUndefined();
    });
  });
});
