import { createServiceFactory } from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  type TestBackend,
} from '@backstage/backend-test-utils';
import { actionsRegistryServiceMock } from '@backstage/backend-test-utils/alpha';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  declareVerb,
  OpenChoreoClient,
  verbs,
} from '@promenade/backstage-plugin-openchoreo-common';
import { openChoreoServiceRef } from '@promenade/backstage-plugin-openchoreo-node';
import {
  memoryDatabase,
  openChoreoServiceMock,
} from '@promenade/backstage-plugin-openchoreo-node/testUtils';
import request from 'supertest';
import { z } from 'zod';
import openChoreoPlugin from './index';

/** A verb that only this test knows. */
const purge = declareVerb({
  ...verbs.promoteComponent,
  name: 'purge-cache',
  title: 'Purge a cache',
  description: 'Purges the cache of a component.',
  input: verbs.promoteComponent.input.pick({
    organization: true,
    project: true,
    component: true,
    reason: true,
  }),
  output: z.object({ purgedBy: z.string() }),
  http: { method: 'POST', path: '/purge', status: 200 },
  references: undefined,
  environment: undefined,
  audit: {
    eventId: 'cache-purge',
    severityLevel: 'medium',
    meta: ({ reason = '' }) => ({ reason }),
  },
});

const ref = { organization: 'acme', project: 'shop', component: 'greeter' };
const input = { ...ref, reason: 'It is stale' };
const output = { purgedBy: 'user:default/ada' };

describe('a verb that is added to the list', () => {
  let backend: TestBackend;
  const permissions = mockServices.permissions.mock();
  const auditor = mockServices.auditor.mock();
  const actionsRegistry = actionsRegistryServiceMock();
  const success = jest.fn();
  const fail = jest.fn();
  const execute = jest.fn();

  beforeAll(async () => {
    const openChoreo = openChoreoServiceMock({
      verbDeclarations: [purge],
      verbs: {
        execute: async (verb, _, { requestedBy } = {}) => {
          execute();
          return verb.output.parse({ purgedBy: requestedBy });
        },
        undo: async () => {},
        plan: async (verb, _, { requestedBy } = {}) => ({
          output: verb.output.parse({ purgedBy: `the plan of ${requestedBy}` }),
          objects: [],
        }),
      },
    });
    backend = await startTestBackend({
      features: [
        openChoreoPlugin,
        memoryDatabase,
        permissions.factory,
        auditor.factory,
        catalogServiceMock.factory(),
        createServiceFactory({
          service: actionsRegistryServiceRef,
          deps: {},
          factory: () => actionsRegistry,
        }),
        createServiceFactory({
          service: openChoreoServiceRef,
          deps: {},
          factory: () => openChoreo,
        }),
      ],
    });
  });

  beforeEach(() => {
    jest.clearAllMocks();
    permissions.authorize.mockResolvedValue([
      { result: AuthorizeResult.ALLOW },
    ]);
    auditor.createEvent.mockResolvedValue({ success, fail });
  });

  afterAll(() => backend.stop());

  const credentials = mockCredentials.user('user:default/ada');
  const authorizationHeader = mockCredentials.user.header('user:default/ada');
  const client = () =>
    new OpenChoreoClient({
      discoveryApi: {
        getBaseUrl: async id =>
          `http://127.0.0.1:${backend.server.port()}/api/${id}`,
      },
      fetchApi: {
        fetch: (url, init) =>
          fetch(url, {
            ...init,
            headers: { ...init?.headers, Authorization: authorizationHeader },
          }),
      },
    });
  const invoke = () =>
    actionsRegistry.invoke({
      id: 'test:purge-cache',
      input,
      credentials,
    });

  const expectAudited = (door: string) => {
    expect(permissions.authorize).toHaveBeenCalledWith(
      [
        {
          permission: verbs.promoteComponent.permission,
          resourceRef: 'component:acme/greeter',
        },
      ],
      expect.anything(),
    );
    expect(auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({
        eventId: 'cache-purge',
        meta: {
          ...input,
          entityRef: 'component:acme/greeter',
          door,
        },
      }),
    );
  };

  it('is served by REST to the client, authorized and audited', async () => {
    expect(await client().request(purge, input)).toEqual(output);
    expectAudited('rest');
    expect(success).toHaveBeenCalled();
  });

  it('is planned by REST, authorized and audited, and not executed', async () => {
    expect(await client().request(purge, input, { dryRun: true })).toEqual({
      purgedBy: 'the plan of user:default/ada',
    });
    expectAudited('rest');
    expect(success).toHaveBeenCalledWith({ meta: { dryRun: 'true' } });
    expect(execute).not.toHaveBeenCalled();
  });

  it('is not executed with another value of the parameter for a plan', async () => {
    const { status, body } = await request(backend.server)
      .post(
        '/api/openchoreo/organizations/acme/projects/shop/components/greeter/purge?dryRun=true',
      )
      .set('Authorization', authorizationHeader)
      .send({});
    expect(status).toBe(400);
    expect(body.error.message).toContain('the value is All');
    expect(execute).not.toHaveBeenCalled();
  });

  it('is an action of agents, authorized and audited', async () => {
    expect(await invoke()).toEqual({ output });
    expectAudited('agent');
    expect(success).toHaveBeenCalled();
  });

  it('is described to agents', async () => {
    const { actions } = await actionsRegistry.list();
    expect(actions).toContainEqual(
      expect.objectContaining({
        id: 'test:purge-cache',
        title: 'Purge a cache',
        attributes: purge.attributes,
        schema: expect.objectContaining({
          input: expect.objectContaining({
            required: ['organization', 'project', 'component'],
            properties: expect.objectContaining({
              reason: {
                type: 'string',
                maxLength: 1000,
                description: 'Reason, for the record.',
              },
            }),
          }),
        }),
      }),
    );
  });

  it('is in the OpenAPI document', async () => {
    const { body } = await request(backend.server).get(
      '/api/openchoreo/openapi.json',
    );
    expect(body.paths).toHaveProperty([
      '/organizations/{organization}/projects/{project}/components/{component}/purge',
      'post',
    ]);
  });

  it('is forbidden through every door without its permission', async () => {
    permissions.authorize.mockResolvedValue([{ result: AuthorizeResult.DENY }]);
    const message = /You do not have the permission openchoreo.release.promote/;
    for (const dryRun of [false, true]) {
      await expect(
        client().request(purge, input, { dryRun }),
      ).rejects.toMatchObject({
        statusCode: 403,
        cause: { message: expect.stringMatching(message) },
      });
    }
    await expect(invoke()).rejects.toThrow(message);
    expect(fail).toHaveBeenCalledTimes(3);
  });
});
