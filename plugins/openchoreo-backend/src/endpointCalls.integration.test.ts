import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  mockServices,
  startTestBackend,
  type TestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  reads,
  type ApiAddress,
} from '@promenade/backstage-plugin-openchoreo-common';
import { KubeClient } from '@promenade/kube-client';
import { serviceBindingKind, workloadKind } from '@promenade/openchoreo-model';
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
} from './__testUtils__/greeter';
import { waitFor } from './__testUtils__/runningGreeter';
import { memoryDatabase } from '@promenade/backstage-plugin-openchoreo-node/testUtils';
import openChoreoPlugin from './index';

jest.setTimeout(180_000);

describe('requests to endpoints', () => {
  const permissions = mockServices.permissions.mock();
  const auditor = mockServices.auditor.mock();
  const received: string[] = [];
  let gateway: Server;
  let kubernetes: TestKubernetes;
  let client: KubeClient;
  let backend: TestBackend;

  const allowAll = (denied?: string) => {
    decideWithCondition(permissions);
    permissions.authorize.mockImplementation(async requests =>
      requests.map(({ permission }) => ({
        result:
          permission.name === denied
            ? AuthorizeResult.DENY
            : AuthorizeResult.ALLOW,
      })),
    );
  };

  const call = (input: object) =>
    request(backend.server)
      .post(`${greeterPath}/environments/development/calls`)
      .send({
        endpoint: 'http',
        visibility: 'public',
        method: 'GET',
        path: '/',
        ...input,
      });

  async function addresses(): Promise<ApiAddress[]> {
    const { body } = await request(backend.server).get(`${greeterPath}/apis`);
    const [api] = reads.getApis.output.parse(body).apis;
    return api?.deployments[0]?.addresses ?? [];
  }

  beforeAll(async () => {
    allowAll();
    gateway = createServer((incoming, response) => {
      received.push(`${incoming.method} ${incoming.url}`);
      response.setHeader('content-type', 'text/plain');
      response.end(
        `${incoming.headers.authorization ?? 'no authorization'}; ${
          incoming.headers.cookie ?? 'no cookie'
        }`,
      );
    });
    await new Promise<void>(resolve => {
      gateway.listen(0, '127.0.0.1', resolve);
    });
    const { port } = gateway.address() as AddressInfo;
    kubernetes = await startTestKubernetes();
    client = KubeClient.fromKubeconfig(kubernetes.kubeconfig);
    await createGreeter(client);
    await client.create(workloadKind, {
      apiVersion: workloadKind.apiVersion,
      kind: 'Workload',
      metadata: { name: 'greeter', namespace: organization },
      spec: {
        owner: { projectName: 'shop', componentName: 'greeter' },
        containers: { main: { image: 'registry.test/app:1' } },
        endpoints: { http: { type: 'REST', port: 8080 } },
      },
    });
    const key = { namespace: organization, name: 'greeter' };
    const access = { host: '127.0.0.1', port };
    await client.patchStatus(serviceBindingKind, key, {
      endpoints: [
        {
          name: 'http',
          type: 'REST',
          public: { ...access, scheme: 'http', basePath: '/shop/greeter' },
          organization: { host: 'localhost', port, scheme: 'http' },
        },
      ],
    });
    backend = await startTestBackend({
      features: [
        openChoreoPlugin,
        memoryDatabase,
        permissions.factory,
        auditor.factory,
        catalogServiceMock.factory(),
        mockServices.rootConfig.factory({
          data: {
            openchoreo: {
              kubeconfig: kubernetes.kubeconfig,
              endpointCalls: { gateways: [`127.0.0.1:${port}`] },
            },
          },
        }),
      ],
    });
    await waitFor(addresses, found => found.length === 2);
  });
  afterAll(async () => {
    await backend?.stop();
    await deleteGreeter(client);
    await client?.close();
    await kubernetes?.stop();
    gateway.closeAllConnections();
    await new Promise(resolve => {
      gateway.close(resolve);
    });
  });
  beforeEach(() => {
    allowAll();
    received.length = 0;
    auditor.createEvent.mockClear();
  });

  it('reach the endpoint below its address, with the headers of the user and nothing of the session', async () => {
    const { status, body } = await call({
      path: '/hello?name=a',
      headers: { authorization: 'Bearer of-the-user' },
    }).set('cookie', 'session=1');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      status: 200,
      body: 'Bearer of-the-user; no cookie',
    });
    expect(received).toEqual(['GET /shop/greeter/hello?name=a']);
  });

  it('are audited without the query', async () => {
    await call({ path: '/hello?token=secret' });
    const [event] = auditor.createEvent.mock.calls.map(([each]) => each);
    expect(event).toMatchObject({
      eventId: 'endpoint-call',
      meta: { environment: 'development', method: 'GET', path: '/hello' },
    });
    expect(JSON.stringify(event.meta)).not.toContain('secret');
  });

  it('do not leave the endpoint', async () => {
    const { status } = await call({ path: '/../../admin' });
    expect(status).toBe(400);
    expect(received).toEqual([]);
  });

  it('are rejected at a host that is not in the configuration', async () => {
    const { status, body } = await call({ visibility: 'organization' });
    expect(status).toBe(409);
    expect(body.error.message).toContain('openchoreo.endpointCalls.gateways');
    expect(received).toEqual([]);
    const [, internal] = await addresses();
    expect(internal).toMatchObject({
      visibility: 'organization',
      callProblem: expect.stringContaining('may not call localhost'),
    });
  });

  it.each([
    { url: 'http://127.0.0.1/' },
    { host: '127.0.0.1' },
    { headers: { host: 'other.test' } },
    { headers: { cookie: 'a=b' } },
    { headers: { 'x-forwarded-for': '10.0.0.1' } },
    { headers: { 'x-a': 'b\r\nc: d' } },
    { path: 'http://other.test/' },
    { path: '/a b' },
    { method: 'CONNECT' },
    { visibility: 'project' },
    { method: 'GET', body: 'x' },
  ])('are invalid with %j', async input => {
    expect((await call(input)).status).toBe(400);
    expect(received).toEqual([]);
  });

  it.each(['openchoreo.endpoint.call', 'openchoreo.environment.call'])(
    'need the permission %s, and the page says so',
    async permission => {
      allowAll(permission);
      expect((await call({})).status).toBe(403);
      expect(received).toEqual([]);
      const [first] = await addresses();
      expect(first.callProblem).toBe(
        `You do not have the permission ${permission}.`,
      );
    },
  );

  it('have no address of an unknown endpoint', async () => {
    expect((await call({ endpoint: 'other' })).status).toBe(404);
  });
});
