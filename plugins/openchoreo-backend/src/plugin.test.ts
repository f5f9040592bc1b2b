import {
  mockCredentials,
  mockServices,
  startTestBackend,
  type TestBackend,
} from '@backstage/backend-test-utils';
import { createServiceFactory } from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { actionsRegistryServiceMock } from '@backstage/backend-test-utils/alpha';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  deployBoardSchema,
  OpenChoreoClient,
  promotionListSchema,
  type BoardMessage,
} from '@promenade/backstage-plugin-openchoreo-common';
import { KubeClient } from '@promenade/kube-client';
import {
  startTestKubernetes,
  type TestKubernetes,
} from '@promenade/test-kubernetes';
import request from 'supertest';
import {
  createGreeter,
  deleteGreeter,
  greeterPath,
  organization,
  reportReady,
} from './__testUtils__/greeter';
import openChoreoPlugin from './index';

jest.setTimeout(60_000);

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
        permissions.factory,
        auditor.factory,
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

  beforeEach(() => {
    jest.clearAllMocks();
    permissions.authorize.mockResolvedValue([
      { result: AuthorizeResult.ALLOW },
    ]);
    auditor.createEvent.mockResolvedValue({ success, fail });
  });

  afterAll(async () => {
    await backend.stop();
    await deleteGreeter(client);
    await client.close();
    await kubernetes.stop();
  });

  it('answers with the board of a component', async () => {
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

  it('asks for the permission on the entity of the component', async () => {
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

  it.each([
    ['get', '/board', undefined],
    ['get', '/events', undefined],
    ['get', '/promotions', undefined],
    ['get', '/plan?from=development&to=staging', undefined],
    ['post', '/promotions', { from: 'development', to: 'staging' }],
    [
      'put',
      '/environments/development/state',
      { state: 'Suspend', resourceVersion: '1' },
    ],
  ] as const)('refuses %s %s to who may not', async (method, path, body) => {
    permissions.authorize.mockResolvedValue([{ result: AuthorizeResult.DENY }]);
    const response = await request(backend.server)
      [method](`${greeterPath}${path}`)
      .send(body);
    expect(response.status).toBe(403);
    expect(response.body.error.message).toContain(
      `for component:${organization}/greeter`,
    );
    expect(fail).toHaveBeenCalled();
  });

  it('refuses who is not signed in', async () => {
    const { status } = await request(backend.server)
      .get(`${greeterPath}/board`)
      .set('Authorization', mockCredentials.none.header());
    expect(status).toBe(401);
  });

  it.each([
    [{ to: 'staging' }, /from: .*expected string/],
    [{ from: 'development', to: 'staging', release: 'abc' }, /release: /],
    [{ from: 'development', to: 'staging', force: true }, /"force"/],
  ])('names the field of a malformed request: %j', async (body, message) => {
    const response = await request(backend.server)
      .post(`${greeterPath}/promotions`)
      .send(body);
    expect(response.status).toBe(400);
    expect(response.body.error).toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(message),
    });
  });

  it('refuses a path that is no name', async () => {
    const { status, body } = await request(backend.server).get(
      `${greeterPath.replace('shop', '..%2F..%2Fetc')}/board`,
    );
    expect(status).toBe(400);
    expect(body.error.message).toContain('project: is not a Kubernetes name');
  });

  it('says that there is no such component', async () => {
    const { status, body } = await request(backend.server).get(
      `${greeterPath}s/board`,
    );
    expect(status).toBe(404);
    expect(body.error.message).toContain('There is no component greeters');
  });

  it('refuses to change what somebody else changed meanwhile', async () => {
    const { status } = await request(backend.server)
      .put(`${greeterPath}/environments/development/state`)
      .send({ state: 'Suspend', resourceVersion: '0' });
    expect(status).toBe(409);
  });

  it('promotes for who asked, and writes down that they did', async () => {
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
        reason: 'a good day',
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

  it('tells agents what it tells people', async () => {
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

  it('asks agents for the permissions that people need', async () => {
    permissions.authorize.mockResolvedValue([{ result: AuthorizeResult.DENY }]);
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

  it('tells of a change to who looks at the board, without being asked again', async () => {
    const messages: BoardMessage[] = [];
    const leave = new AbortController();
    const changed = new Promise<void>((resolve, reject) => {
      const api = new OpenChoreoClient({
        discoveryApi: {
          getBaseUrl: async id =>
            `http://127.0.0.1:${backend.server.port()}/api/${id}`,
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
      const onMessage = (message: BoardMessage) => {
        messages.push(message);
        if (messages.length === 1) {
          void reportReady(client, 'False', 'ServiceClassNotFound');
        }
        const [card] =
          message.type === 'board' ? message.board.environments : [];
        if (card?.state === 'Failed') resolve();
      };
      const component = 'greeter';
      api
        .streamBoard(
          { organization, project: 'shop', component },
          { signal: leave.signal, onMessage },
        )
        .catch(reject);
    });
    await changed;
    leave.abort();
    expect(messages[0]).toMatchObject({
      type: 'board',
      board: { environments: [{ state: 'Ready' }, {}] },
    });
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

  it('reports the resources that could not be used', async () => {
    const { status, body } = await request(backend.server).get(
      '/api/openchoreo/rejected',
    );
    expect([status, body]).toEqual([200, { resources: [] }]);
  });

  it('describes itself', async () => {
    const { body } = await request(backend.server).get(
      '/api/openchoreo/openapi.json',
    );
    expect(body.openapi).toBe('3.1.0');
    expect(body.servers).toEqual([
      { url: expect.stringMatching(/\/api\/openchoreo$/) },
    ]);
  });

  it('tells anybody whether it is current, and nothing else', async () => {
    const { status, body } = await request(backend.server)
      .get('/api/openchoreo/health')
      .set('Authorization', mockCredentials.none.header());
    expect(status).toBe(200);
    expect(body).toEqual({ status: 'ok', lastSeen: expect.any(String) });
  });
});
