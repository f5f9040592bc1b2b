import {
  startTestServer,
  waitFor,
  type TestServer,
} from '../__testUtils__/test-server';
import { pick } from '../__testUtils__/api-client';
import { quantityValue } from '../schema/built-in/quantity';
import { behaviourAnnotations } from '../simulated-data-plane/simulation-metadata';

const pods = '/api/v1/namespaces/default/pods';
const metrics = '/apis/metrics.k8s.io/v1beta1/namespaces/default/pods';

function pod(name: string, annotations: Record<string, string> = {}) {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      labels: { app: name },
      annotations: { [behaviourAnnotations.delay]: '0', ...annotations },
    },
    spec: {
      containers: [
        {
          name: 'main',
          image: 'app:1',
          resources: { requests: { cpu: '200m', memory: '64Mi' } },
        },
      ],
    },
  };
}

describe('the metrics of pods', () => {
  let server: TestServer;

  beforeAll(async () => {
    server = await startTestServer({ simulateDataPlane: true });
    await server.client.post(pods, pod('web'));
    await server.client.post(pods, pod('api'));
    await server.client.post(
      pods,
      pod('broken', { [behaviourAnnotations.fail]: 'ErrImagePull' }),
    );
    await waitFor(
      () => server.client.get(metrics),
      ({ body }) => pick(body, '.items[*].metadata.name').length === 2,
    );
  });
  afterAll(() => server.stop());

  it('are in the discovery, so that kubectl top finds them', async () => {
    const { body } = await server.client.get('/apis/metrics.k8s.io/v1beta1');
    expect(body).toMatchObject({
      resources: [
        {
          name: 'pods',
          kind: 'PodMetrics',
          namespaced: true,
          verbs: ['get', 'list'],
        },
      ],
    });
  });

  it('have the usage of running containers, below what they request', async () => {
    const { body } = await server.client.get(`${metrics}/web`);
    expect(body).toMatchObject({
      kind: 'PodMetrics',
      metadata: { name: 'web', namespace: 'default' },
      window: '15s',
      containers: [{ name: 'main' }],
    });
    const [cpu] = pick(body, '.containers[0].usage.cpu').map(String);
    const [memory] = pick(body, '.containers[0].usage.memory').map(String);
    expect(quantityValue(cpu)).toBeGreaterThan(0);
    expect(quantityValue(cpu)).toBeLessThan(0.2);
    expect(quantityValue(memory)).toBeGreaterThan(0);
    expect(quantityValue(memory)).toBeLessThan(64 * 1024 ** 2);
  });

  it('are selected by labels, and in all namespaces', async () => {
    const selected = await server.client.get(
      `${metrics}?labelSelector=app=api`,
    );
    expect(pick(selected.body, '.items[*].metadata.name')).toEqual(['api']);
    const all = await server.client.get('/apis/metrics.k8s.io/v1beta1/pods');
    expect(pick(all.body, '.items[*].metadata.name')).toEqual(['api', 'web']);
  });

  it('do not exist for a pod that does not run', async () => {
    const { code } = await server.client.get(`${metrics}/broken`);
    expect(code).toBe(404);
  });

  it('cannot be written', async () => {
    const { code } = await server.client.post(metrics, {});
    expect(code).toBe(405);
  });
});
