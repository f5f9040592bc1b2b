import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { databaseServiceFactory } from '@backstage/backend-defaults/database';
import {
  coreServices,
  createServiceFactory,
  type DatabaseService,
} from '@backstage/backend-plugin-api';
import type { TestBackend } from '@backstage/backend-test-utils';
import catalogBackend from '@backstage/plugin-catalog-backend';
import {
  isResourcePermission,
  type Permission,
} from '@backstage/plugin-permission-common';
import catalogModule from '@promenade/backstage-plugin-catalog-backend-module-openchoreo';
import { openchoreoPermissions } from '@promenade/backstage-plugin-openchoreo-common';
import {
  environmentRules,
  openChoreoEntityRules,
} from '@promenade/backstage-plugin-openchoreo-node';
import {
  closeDatabase,
  collectDatabase,
} from '@promenade/backstage-plugin-openchoreo-node/testUtils';
import { organizationKind } from '@promenade/openchoreo-model';
import { z } from 'zod';
import openChoreoPlugin from './index';
import platformPolicy from './__testUtils__/PlatformPolicy';
import { PortalClient } from './__testUtils__/PortalClient';
import {
  root,
  startSamplePlatform,
  type SamplePlatform,
} from './__testUtils__/samplePlatform';
import { startHost } from './__testUtils__/startWithPolicy';

jest.setTimeout(180_000);

const documentation = readFileSync(join(root, 'docs/permissions.md'), 'utf8');

describe('the documentation of permissions', () => {
  /** The cells of the rows of tables that begin with a code. */
  const rows = documentation
    .split('\n')
    .filter(line => line.startsWith('| `'))
    .map(line => line.split('|').map(cell => cell.trim().replaceAll('`', '')));

  const typeOf = (permission: Permission) =>
    isResourcePermission(permission) ? permission.resourceType : '–';

  it('has every permission with its action and resource type', () => {
    expect(
      rows
        .filter(([, name]) => name.startsWith('openchoreo.'))
        .map(([, name, action, type]) => [name, action, type])
        .sort(),
    ).toEqual(
      openchoreoPermissions
        .map(permission => [
          permission.name,
          permission.attributes.action,
          typeOf(permission),
        ])
        .sort(),
    );
  });

  it('has every rule with its resource type', () => {
    expect(
      rows
        .filter(([, name]) => name.startsWith('IS_'))
        .map(([, name, type]) => [name, type])
        .sort(),
    ).toEqual(
      [...openChoreoEntityRules, ...environmentRules]
        .map(({ name, resourceType }) => [name, resourceType])
        .sort(),
    );
  });

  it('has the policy of this test', () => {
    // Tests run in a clone only.
    // eslint-disable-next-line no-restricted-syntax
    const file = join(__dirname, '__testUtils__/PlatformPolicy.ts');
    expect(documentation).toContain(
      `\`\`\`ts\n${readFileSync(file, 'utf8')}\`\`\``,
    );
  });
});

/** The groups of the users of this test. */
const groups: Record<string, string[]> = {
  ada: ['platform'],
  tim: ['tram'],
  rita: ['tram', 'release-managers'],
  connie: ['contractors'],
  olga: ['operators'],
};

const entitySchema = z.object({ metadata: z.object({ uid: z.string() }) });

describe('the policy of the documentation', () => {
  const databases: DatabaseService[] = [];
  let platform: SamplePlatform;
  let backend: TestBackend;
  let client: PortalClient;

  const organizations = 'openchoreo/organizations/default';

  /** The status of the request of a user to create a component. */
  async function createComponent(
    user: string,
    project: string,
    name: string,
  ): Promise<number> {
    const path = `${organizations}/projects/${project}/components`;
    const image = 'registry.local/tram/board:1.0.0';
    const { status } = await client
      .send('post', path, user)
      .send({ name, image });
    return status;
  }

  beforeAll(async () => {
    platform = await startSamplePlatform();
    await platform.client.create(organizationKind, {
      apiVersion: organizationKind.apiVersion,
      kind: organizationKind.kind,
      metadata: { name: 'research' },
      spec: {},
    });
    backend = await startHost({
      features: [
        catalogBackend,
        catalogModule,
        openChoreoPlugin,
        platformPolicy,
        databaseServiceFactory,
        collectDatabase('catalog', databases),
        collectDatabase('openchoreo', databases),
        createServiceFactory({
          service: coreServices.userInfo,
          deps: { auth: coreServices.auth },
          factory: ({ auth }) => ({
            async getUserInfo(credentials) {
              if (!auth.isPrincipal(credentials, 'user')) {
                throw new Error('The credentials are not those of a user');
              }
              const { userEntityRef } = credentials.principal;
              const [, name] = userEntityRef.split('/');
              const refs = (groups[name] ?? []).map(
                group => `group:default/${group}`,
              );
              return {
                userEntityRef,
                ownershipEntityRefs: [userEntityRef, ...refs],
              };
            },
          }),
        }),
      ],
      config: {
        backend: {
          database: { client: 'better-sqlite3', connection: ':memory:' },
        },
        catalog: {
          providers: {
            openchoreo: { defaultOwner: 'group:default/operators' },
          },
        },
        openchoreo: { kubeconfig: platform.kubeconfig },
      },
    });
    client = new PortalClient(backend);
    await client.waitForEntities(
      'system:default/tram',
      'domain:research/research',
      'resource:default/environment-production',
    );
    await client.send('post', `${organizations}/projects`, 'ada').send({
      name: 'ferry',
    });
    await client.waitForEntities('system:default/ferry');
  });

  afterAll(async () => {
    await backend?.stop();
    await Promise.all(databases.map(closeDatabase));
    await platform?.stop();
  });

  it('hides the entities of an organization', async () => {
    const listed = async (user: string) => {
      const path = 'catalog/entities/by-query?filter=kind=domain';
      const { body } = await client.send('get', path, user);
      return z
        .object({
          items: z.array(
            z.object({ metadata: z.object({ name: z.string() }) }),
          ),
        })
        .parse(body)
        .items.map(({ metadata }) => metadata.name)
        .sort();
    };
    expect(await listed('ada')).toEqual(['default', 'research']);
    expect(await listed('tim')).toEqual(['default']);
    const research = 'domain:research/research';
    expect((await client.readEntity(research, 'ada')).status).toBe(200);
    expect((await client.readEntity(research, 'tim')).status).toBe(404);
    expect(
      (await client.readEntity('system:default/ferry', 'tim')).status,
    ).toBe(200);
  });

  it('lets owners create in their projects', async () => {
    expect(await createComponent('tim', 'tram', 'board')).toBe(201);
    expect(await createComponent('tim', 'ferry', 'board')).toBe(403);
  });

  it('lets contractors create in a project of others', async () => {
    expect(await createComponent('connie', 'tram', 'screen')).toBe(201);
    expect(await createComponent('connie', 'ferry', 'screen')).toBe(403);
  });

  it('leaves production to the release managers', async () => {
    await client.waitForEntities('component:default/board');
    const promote = async (user: string, from: string, to: string) => {
      const path = `${organizations}/projects/tram/components/board/promotions`;
      const { status, body } = await client.send('post', path, user).send({
        from,
        to,
      });
      return { isForbidden: status === 403, message: body.error?.message };
    };
    expect(await promote('tim', 'staging', 'production')).toEqual({
      isForbidden: true,
      message: expect.stringContaining('openchoreo.environment.deploy'),
    });
    expect((await promote('rita', 'staging', 'production')).isForbidden).toBe(
      false,
    );
    expect((await promote('tim', 'development', 'staging')).isForbidden).toBe(
      false,
    );
  });

  it('lets owners unregister what is not in production', async () => {
    const unregister = async (user: string, entityRef: string) => {
      const { body } = await client.readEntity(entityRef, 'ada');
      const { uid } = entitySchema.parse(body).metadata;
      const path = `catalog/entities/by-uid/${uid}`;
      return (await client.send('delete', path, user)).status;
    };
    const staging = 'resource:default/environment-staging';
    const production = 'resource:default/environment-production';
    expect(await unregister('olga', production)).toBe(403);
    expect(await unregister('tim', staging)).toBe(403);
    expect(await unregister('olga', staging)).toBe(204);
  });

  it('leaves the platform as a whole to its team', async () => {
    const createOrganization = async (user: string) =>
      (
        await client.send('post', 'openchoreo/organizations', user).send({
          name: 'globex',
        })
      ).status;
    expect(await createOrganization('tim')).toBe(403);
    expect(await createOrganization('ada')).toBe(201);
  });
});
