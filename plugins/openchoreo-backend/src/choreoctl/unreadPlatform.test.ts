import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  mockServices,
  startTestBackend,
  type TestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import request from 'supertest';
import openChoreoPlugin from '../index';

jest.setTimeout(180_000);

/** Nothing listens there. */
const kubeconfig = `
apiVersion: v1
kind: Config
current-context: none
clusters: [{ name: none, cluster: { server: 'https://127.0.0.1:9' } }]
users: [{ name: none, user: { token: none } }]
contexts: [{ name: none, context: { cluster: none, user: none } }]
`;

describe('the REST API before the resources have been read', () => {
  const folder = mkdtempSync(join(tmpdir(), 'choreoctl-'));
  let backend: TestBackend;

  beforeAll(async () => {
    const path = join(folder, 'kubeconfig');
    writeFileSync(path, kubeconfig);
    backend = await startTestBackend({
      features: [
        openChoreoPlugin,
        catalogServiceMock.factory(),
        mockServices.rootConfig.factory({
          data: { openchoreo: { kubeconfig: path } },
        }),
      ],
    });
  });

  afterAll(async () => {
    await backend?.stop();
    rmSync(folder, { recursive: true });
  });

  it('has no list that would be empty', async () => {
    const lists = await Promise.all(
      ['/projects', '/approvals'].map(path =>
        request(backend.server).get(`/api/openchoreo${path}`),
      ),
    );
    for (const { status, body } of lists) {
      expect([status, body.error.message]).toEqual([
        503,
        expect.stringContaining('try again later'),
      ]);
    }
  });

  it.each([
    ['delete', '/delete', { kind: 'Component' }],
    ['delete', '/delete', { kind: 'Project' }],
    ['post', '/apply', { kind: 'Organization' }],
    [
      'post',
      '/orgs/acme/projects/shop/components/greeter/promote',
      { sourceEnv: 'development', targetEnv: 'production' },
    ],
  ] as const)(
    'of OpenChoreo v0.3.2 does not take what it has not read for missing: %s %s',
    async (method, path, body) => {
      const response = await request(backend.server)
        [method](`/api/openchoreo/choreoctl/api/v1${path}`)
        .send({
          apiVersion: 'openchoreo.dev/v1alpha1',
          metadata: { name: 'greeter' },
          ...body,
        });
      expect([response.status, response.body.code]).toEqual([
        503,
        'SERVICE_UNAVAILABLE',
      ]);
    },
  );
});
