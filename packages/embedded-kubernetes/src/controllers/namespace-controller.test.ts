import { pick } from '../__testUtils__/api-client';
import { configMap } from '../__testUtils__/config-maps';
import {
  waitFor,
  startTestServer,
  type TestServer,
} from '../__testUtils__/test-server';

describe('namespaces', () => {
  let server: TestServer;
  const namespaces = '/api/v1/namespaces';
  const namespace = (name: string) => ({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name },
  });

  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server.stop());

  it('exist from the start and cannot be deleted', async () => {
    const { body } = await server.client.get(namespaces);
    expect(pick(body, '.items[*].metadata.name')).toEqual([
      'default',
      'kube-node-lease',
      'kube-public',
      'kube-system',
    ]);
    const { code } = await server.client.delete(`${namespaces}/default`);
    expect(code).toBe(403);
  });

  it('are active and have their name as a label', async () => {
    const { body } = await server.client.post(namespaces, namespace('team'));
    expect(body).toMatchObject({
      metadata: { labels: { 'kubernetes.io/metadata.name': 'team' } },
      spec: { finalizers: ['kubernetes'] },
      status: { phase: 'Active' },
    });
  });

  it('are deleted with their content', async () => {
    await server.client.post(namespaces, namespace('short-lived'));
    const content = `${namespaces}/short-lived/configmaps`;
    await server.client.post(content, configMap('inside'));
    await server.client.delete(`${namespaces}/short-lived`);
    await waitFor(
      () => server.client.get(`${namespaces}/short-lived`),
      answer => answer.code === 404,
    );
    expect((await server.client.get(`${content}/inside`)).code).toBe(404);
  });

  it('wait for finalizers of their content, report them, and reject new objects', async () => {
    await server.client.post(namespaces, namespace('stuck'));
    const content = `${namespaces}/stuck/configmaps`;
    await server.client.post(
      content,
      configMap('held', { finalizers: ['example.com/hold'] }),
    );
    const { body: deleted } = await server.client.delete(`${namespaces}/stuck`);
    expect(deleted.status).toMatchObject({ phase: 'Terminating' });

    const { body } = await waitFor(
      () => server.client.get(`${namespaces}/stuck`),
      answer => pick(answer.body, '.status.conditions').length > 0,
    );
    expect(pick(body, '.status.conditions[*]')).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          type: 'NamespaceContentRemaining',
          status: 'True',
          message:
            'Some resources are remaining: configmaps. has 1 resource instances',
        }),
        expect.objectContaining({
          type: 'NamespaceFinalizersRemaining',
          status: 'True',
          message:
            'Some content in the namespace has finalizers remaining: example.com/hold in 1 resource instances',
        }),
      ]),
    );

    const late = await server.client.post(content, configMap('late'));
    expect(late.code).toBe(403);
    expect(pick(late.body, '.details.causes[*]')).toMatchObject([
      { reason: 'NamespaceTerminating' },
    ]);

    await server.client.merge(`${content}/held`, {
      metadata: { finalizers: null },
    });
    const { code } = await waitFor(
      () => server.client.get(`${namespaces}/stuck`),
      answer => answer.code === 404,
    );
    expect(code).toBe(404);
  });
});
