import { databaseServiceFactory } from '@backstage/backend-defaults/database';
import type { DatabaseService } from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  type TestBackend,
} from '@backstage/backend-test-utils';
import catalogBackend from '@backstage/plugin-catalog-backend';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { componentCreatePermission } from '@promenade/backstage-plugin-openchoreo-common';
import {
  closeDatabase,
  collectDatabase,
} from '@promenade/backstage-plugin-openchoreo-node/testUtils';
import { componentKind } from '@promenade/openchoreo-model';
import request from 'supertest';
import {
  organization,
  startSamplePlatform,
  type SamplePlatform,
} from './__testUtils__/samplePlatform';
import { startBackend } from './__testUtils__/startWithPolicy';

jest.setTimeout(180_000);

describe('the backend plugin in a host without the catalog module', () => {
  const databases: DatabaseService[] = [];
  let platform: SamplePlatform;
  let backend: TestBackend;

  beforeAll(async () => {
    platform = await startSamplePlatform();
    backend = await startBackend(
      {
        // Dana may not create components.
        async handle({ permission }, user) {
          const isDenied =
            permission.name === componentCreatePermission.name &&
            user?.info.userEntityRef === 'user:default/dana';
          return {
            result: isDenied ? AuthorizeResult.DENY : AuthorizeResult.ALLOW,
          };
        },
      },
      {
        features: [
          catalogBackend,
          databaseServiceFactory,
          collectDatabase('catalog', databases),
          collectDatabase('openchoreo', databases),
        ],
        config: {
          backend: {
            database: { client: 'better-sqlite3', connection: ':memory:' },
          },
          openchoreo: { kubeconfig: platform.kubeconfig },
        },
      },
    );
  });

  afterAll(async () => {
    await backend?.stop();
    await Promise.all(databases.map(closeDatabase));
    await platform?.stop();
  });

  const find = (name: string) =>
    platform.client.find(componentKind, { namespace: organization, name });

  const createComponent = (user: string, project: string, name: string) =>
    request(backend.server)
      .post(
        `/api/openchoreo/organizations/default/projects/${project}/components`,
      )
      .set('Authorization', mockCredentials.user.header(`user:default/${user}`))
      .send({ name, image: 'registry.local/tram/board:1.0.0' });

  it('creates a component', async () => {
    expect((await createComponent('ada', 'tram', 'board')).status).toBe(201);
    expect(await find('board')).toBeDefined();
  });

  it('rejects a project that the control plane does not have', async () => {
    const { status, body } = await createComponent('ada', 'boats', 'board');
    expect(status).toBe(404);
    expect(body.error.message).toContain('system:default/boats');
  });

  it('rejects what the policy denies', async () => {
    expect((await createComponent('dana', 'tram', 'screen')).status).toBe(403);
    expect(await find('screen')).toBeUndefined();
  });
});
