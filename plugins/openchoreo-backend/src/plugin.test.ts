import {
  mockCredentials,
  mockServices,
  startTestBackend,
  type TestBackend,
} from '@backstage/backend-test-utils';
import { createServiceFactory } from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { actionsRegistryServiceMock } from '@backstage/backend-test-utils/alpha';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  commands,
  deployBoardSchema,
  OpenChoreoClient,
  operationPath,
  promotionListSchema,
  reads,
  requestSchemas,
  verbs,
  type LiveMessage,
  type Operation,
} from '@promenade/backstage-plugin-openchoreo-common';
import { memoryDatabase } from '@promenade/backstage-plugin-openchoreo-node/testUtils';
import { KubeClient } from '@promenade/kube-client';
import {
  startTestKubernetes,
  type TestKubernetes,
} from '@promenade/test-kubernetes';
import request from 'supertest';
import { decideWithCondition } from './__testUtils__/decideWithCondition';
import {
  createGreeter,
  deleteGreeter,
  greeterPath,
  organization,
  reportReady,
} from './__testUtils__/greeter';
import openChoreoPlugin from './index';

jest.setTimeout(60_000);

/** Values of the inputs of all operations. */
const exampleInput = {
  name: 'example',
  from: 'development',
  to: 'staging',
  environment: 'development',
  state: 'Suspend',
  resourceVersion: '1',
  image: 'registry.test/app:1',
  artifact: 'example',
  comment: 'example',
  components: ['greeter'],
  reason: 'example',
  paths: [{ from: 'development', to: 'staging' }],
  pipeline: 'example',
  rules: [{ from: 'development', to: 'staging' }],
  step: 'example',
  key: 'example',
  references: [{ environment: 'development', vaultKey: 'secret/example' }],
  descriptor: 'apiVersion: openchoreo.dev/v1alpha1',
  endpoint: 'example',
  target: 'example',
  url: 'https://api.example.com',
  manifest: { kind: 'Environment', metadata: { name: 'example' } },
  kind: 'Deployment',
  pod: 'example',
  visibility: 'public',
  method: 'GET',
  path: '/',
};

/** The same, of operations that use a name for something else than others. */
const ownInput: Record<string, object> = {
  'read-build-log': { build: 'example' },
  'stream-build-log': { build: 'example' },
};

/** A client with the credentials of a user. */
const clientOf = ({ server }: TestBackend) =>
  new OpenChoreoClient({
    discoveryApi: {
      getBaseUrl: async id => `http://127.0.0.1:${server.port()}/api/${id}`,
    },
    fetchApi: {
      fetch: (input, init) =>
        fetch(input, {
          ...init,
          headers: {
            ...init?.headers,
            Authorization: mockCredentials.user.header(),
          },
        }),
    },
  });

const permissionName = ({ permission }: Operation) =>
  typeof permission === 'string' ? permission : permission.name;

describe('the openchoreo plugin', () => {
  let kubernetes: TestKubernetes;
  let client: KubeClient;
  let backend: TestBackend;
  const permissions = mockServices.permissions.mock();
  const auditor = mockServices.auditor.mock();
  const actionsRegistry = actionsRegistryServiceMock();
  const success = jest.fn();
  const fail = jest.fn();

  beforeAll(async () => {
    kubernetes = await startTestKubernetes();
    client = KubeClient.fromKubeconfig(kubernetes.kubeconfig);
    await createGreeter(client);
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
        mockServices.rootConfig.factory({
          data: {
            openchoreo: {
              kubeconfig: kubernetes.kubeconfig,
              organizations: { include: [organization] },
            },
          },
        }),
      ],
    });
  });

  const decideAll = (result: AuthorizeResult.ALLOW | AuthorizeResult.DENY) => {
    decideWithCondition(permissions);
    permissions.authorize.mockImplementation(async requests =>
      requests.map(() => ({ result })),
    );
  };

  beforeEach(() => {
    jest.clearAllMocks();
    decideAll(AuthorizeResult.ALLOW);
    auditor.createEvent.mockResolvedValue({ success, fail });
  });

  afterAll(async () => {
    await backend.stop();
    await deleteGreeter(client);
    await client.close();
    await kubernetes.stop();
  });

  it('returns the board of a component', async () => {
    const { status, body } = await request(backend.server).get(
      `${greeterPath}/board`,
    );
    expect(status).toBe(200);
    const { environments } = deployBoardSchema.parse(body);
    expect(environments).toMatchObject([
      { environment: { name: 'development' }, state: 'Ready' },
      { environment: { name: 'staging' }, state: 'NotDeployed' },
    ]);
  });

  it('checks the permission on the entity of the component', async () => {
    await request(backend.server).get(`${greeterPath}/board`);
    const [[wanted]] = permissions.authorize.mock.calls;
    expect(wanted).toEqual([
      {
        permission: expect.objectContaining({
          name: 'openchoreo.deployment.read',
        }),
        resourceRef: `component:${organization}/greeter`,
      },
    ]);
  });

  const allOperations: readonly Operation[] = [
    ...Object.values(reads),
    ...Object.values(commands),
    ...Object.values(verbs),
  ];
  const protectedOperations = allOperations.filter(
    ({ permission }) => permission !== 'public',
  );

  /** Sends a valid request of an operation. */
  const send = (operation: Operation) => {
    const names = { organization, project: 'shop', component: 'greeter' };
    const values: Record<string, unknown> = {
      ...names,
      ...exampleInput,
      ...ownInput[operation.name],
    };
    const path = operationPath(operation).replace(
      /\{(\w+)\}/g,
      (_, name: string) => String(values[name]),
    );
    const rest = Object.fromEntries(
      Object.entries(values).filter(
        ([name]) => name in requestSchemas(operation).rest.shape,
      ),
    );
    const { method } = operation.http;
    const url = `/api/openchoreo${path}`;
    const server = request(backend.server);
    if (method === 'GET') return server.get(url).query(rest);
    const methods = { POST: 'post', PUT: 'put', DELETE: 'delete' } as const;
    return server[methods[method]](url).send(rest);
  };

  it.each(protectedOperations)(
    'rejects $name without credentials',
    async operation => {
      const { status } = await send(operation).set(
        'Authorization',
        mockCredentials.none.header(),
      );
      expect(status).toBe(401);
      expect(permissions.authorize).not.toHaveBeenCalled();
    },
  );

  it.each(
    protectedOperations.filter(({ permission }) => permission !== 'signed-in'),
  )(
    'forbids $name without its permission, and audits that',
    async operation => {
      permissions.authorize.mockResolvedValue([
        { result: AuthorizeResult.DENY },
      ]);
      const { status, body } = await send(operation);
      expect(status).toBe(403);
      expect(body.error.message).toContain(
        `You do not have the permission ${permissionName(operation)}${
          operation.resource === 'component' || operation.components
            ? ` for component:${organization}/greeter`
            : ''
        }`,
      );
      expect(auditor.createEvent).toHaveBeenCalledWith(
        expect.objectContaining({ eventId: operation.audit?.eventId }),
      );
      expect(fail).toHaveBeenCalled();
    },
  );

  it.each([
    [{ to: 'staging' }, /from: is missing/],
    [{ from: 'development', to: 'staging', release: 'abc' }, /release: /],
    [{ from: 'development', to: 'staging', force: true }, /has no field force/],
  ])('names the invalid field of a request: %j', async (body, message) => {
    const response = await request(backend.server)
      .post(`${greeterPath}/promotions`)
      .send(body);
    expect(response.status).toBe(400);
    expect(response.body.error).toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(message),
    });
  });

  it('rejects a path parameter that is not a Kubernetes name', async () => {
    const { status, body } = await request(backend.server).get(
      `${greeterPath.replace('shop', '..%2F..%2Fetc')}/board`,
    );
    expect(status).toBe(400);
    expect(body.error.message).toContain('project: is not a Kubernetes name');
  });

  it('returns 404 for a missing component', async () => {
    const { status, body } = await request(backend.server).get(
      `${greeterPath}s/board`,
    );
    expect(status).toBe(404);
    expect(body.error.message).toContain('There is no component greeters');
  });

  it('returns 409 for a deployment that was changed since it was seen', async () => {
    const { status } = await request(backend.server)
      .put(`${greeterPath}/environments/development/state`)
      .send({ state: 'Suspend', resourceVersion: '0' });
    expect(status).toBe(409);
  });

  it('promotes on behalf of the caller, and audits it', async () => {
    const server = request(backend.server);
    const { body: plan } = await server.get(
      `${greeterPath}/plan?from=development&to=staging`,
    );
    const response = await server
      .post(`${greeterPath}/promotions`)
      .set('Authorization', mockCredentials.user.header('user:default/ada'))
      .send({
        from: 'development',
        to: 'staging',
        release: plan.release.hash,
        reason: 'the release was tested',
        idempotencyKey: 'click-1',
      });
    expect(response.status).toBe(202);
    expect(response.body).toMatchObject({
      phase: 'Pending',
      requestedBy: 'user:default/ada',
    });
    expect(auditor.createEvent).toHaveBeenLastCalledWith(
      expect.objectContaining({
        eventId: 'release-promote',
        severityLevel: 'medium',
        meta: expect.objectContaining({ from: 'development', to: 'staging' }),
      }),
    );
    expect(success).toHaveBeenLastCalledWith({
      meta: { promotion: response.body.name },
    });
  });

  it('audits a change that takes back an earlier one as such', async () => {
    await request(backend.server)
      .put(`${greeterPath}/environments/development/state`)
      .send({ state: 'Active', resourceVersion: '0', isUndo: true });
    expect(auditor.createEvent).toHaveBeenLastCalledWith(
      expect.objectContaining({
        eventId: 'deployment-update',
        meta: expect.objectContaining({ isUndo: 'true', door: 'rest' }),
      }),
    );
  });

  it('returns the board to agents', async () => {
    const { output } = await actionsRegistry.invoke({
      id: 'test:get-deploy-board',
      input: { organization, project: 'shop', component: 'greeter' },
    });
    expect(output).toMatchObject({
      environments: [
        {
          name: 'development',
          state: 'Ready',
          images: ['registry.test/app:1'],
        },
        { name: 'staging' },
      ],
    });
  });

  it('checks the permissions of agents', async () => {
    decideAll(AuthorizeResult.DENY);
    await expect(
      actionsRegistry.invoke({
        id: 'test:promote-component',
        input: {
          organization,
          project: 'shop',
          component: 'greeter',
          from: 'development',
          to: 'staging',
        },
      }),
    ).rejects.toThrow(/openchoreo.release.promote/);
    expect(fail).toHaveBeenCalled();
  });

  it('streams the answers of several reads, and those that change again', async () => {
    const messages: LiveMessage[] = [];
    const leave = new AbortController();
    const { signal } = leave;
    const ref = { organization, project: 'shop', component: 'greeter' };
    const topics = [
      { id: 'board', read: reads.getDeployBoard.name, input: ref },
      { id: 'home', read: reads.getHome.name, input: {} },
      {
        id: 'unknown',
        read: reads.getDeployBoard.name,
        input: { ...ref, component: 'nobody' },
      },
    ];
    const stateOf = (message: LiveMessage) =>
      message.type === 'answer' && message.id === 'board'
        ? deployBoardSchema.parse(message.answer).environments[0].state
        : undefined;
    const hasAll = () =>
      topics.every(({ id }) =>
        messages.some(message => 'id' in message && message.id === id),
      );
    await new Promise<void>((resolve, reject) => {
      const onMessage = (message: LiveMessage) => {
        messages.push(message);
        if (stateOf(message) === 'Ready') {
          void reportReady(client, 'False', 'ServiceClassNotFound');
        }
        if (messages.some(each => stateOf(each) === 'Failed') && hasAll()) {
          resolve();
        }
      };
      clientOf(backend)
        .followReads(topics, { signal, onMessage })
        .catch(reject);
    });
    leave.abort();
    expect(messages[0].type).toBe('heartbeat');
    expect(messages.flatMap(message => stateOf(message) ?? [])).toEqual([
      'Ready',
      'Failed',
    ]);
    expect(messages).toContainEqual(
      expect.objectContaining({ type: 'failed', id: 'unknown', status: 404 }),
    );
    expect(success).toHaveBeenCalled();
  });

  it('lists promotions, newest first', async () => {
    const { body } = await request(backend.server).get(
      `${greeterPath}/promotions`,
    );
    const { promotions } = promotionListSchema.parse(body);
    const starts = promotions.map(({ startedAt }) => startedAt);
    expect(starts).toEqual([...starts].sort().reverse());
  });

  it('lists the rejected resources', async () => {
    const { status, body } = await request(backend.server).get(
      '/api/openchoreo/rejected',
    );
    expect([status, body]).toEqual([200, { resources: [] }]);
  });

  it('serves its OpenAPI document', async () => {
    const { body } = await request(backend.server).get(
      '/api/openchoreo/openapi.json',
    );
    expect(body.openapi).toBe('3.1.0');
    expect(body.servers).toEqual([
      { url: expect.stringMatching(/\/api\/openchoreo$/) },
    ]);
  });

  it('serves its health without credentials', async () => {
    const { status, body } = await request(backend.server)
      .get('/api/openchoreo/health')
      .set('Authorization', mockCredentials.none.header());
    expect(status).toBe(200);
    expect(body).toEqual({ status: 'ok', lastSeen: expect.any(String) });
  });
});
