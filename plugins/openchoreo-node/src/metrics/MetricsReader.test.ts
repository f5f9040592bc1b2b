import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { reads } from '@promenade/backstage-plugin-openchoreo-common';
import type { RuntimeSnapshot } from '../domain/RuntimeSnapshot';
import { MetricsReader } from './MetricsReader';
import type { PrometheusConfig } from './prometheusConfig';

const now = new Date('2026-03-01T12:00:00Z');
const ref = { organization: 'acme', project: 'shop', component: 'cart' };

const snapshot: RuntimeSnapshot = {
  environment: 'development',
  dataPlane: { namespace: 'default', name: 'europe-1', simulated: false },
  objects: [
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      name: 'cart',
      namespace: 'dp-shop',
      health: 'Healthy',
      podLabels: { app: 'cart' },
      manifest: {
        spec: {
          template: {
            spec: {
              containers: [
                { resources: { limits: { cpu: '250m', memory: '64Mi' } } },
                { resources: { limits: { cpu: '250m' } } },
              ],
            },
          },
        },
      },
    },
  ],
  cluster: { type: 'local' },
};

function readFrom(
  prometheus: PrometheusConfig[],
  changes: Partial<RuntimeSnapshot> = {},
) {
  const reader = new MetricsReader(
    {
      runtime: () => ({
        snapshot: { ...snapshot, ...changes },
        provider: async () => {
          throw new Error('The metrics API is not installed');
        },
      }),
    },
    prometheus,
    () => now,
  );
  return reader
    .get(ref, 'development', '1h')
    .then(answer => reads.getMetrics.output.parse(answer));
}

describe('MetricsReader', () => {
  let server: Server;
  let status = 200;
  let url = '';
  const requests: { authorization?: string; form: URLSearchParams }[] = [];

  beforeAll(async () => {
    server = createServer((request, response) => {
      let body = '';
      request.on('data', chunk => {
        body += chunk;
      });
      request.on('end', () => {
        const { authorization } = request.headers;
        requests.push({ authorization, form: new URLSearchParams(body) });
        response.writeHead(status).end(
          JSON.stringify({
            status: 'success',
            data: {
              resultType: 'matrix',
              result: [
                {
                  metric: { pod: 'cart-1' },
                  values: [
                    [1772366340, '0.25'],
                    [1772366400, 'NaN'],
                  ],
                },
              ],
            },
          }),
        );
      });
    });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(
    () =>
      new Promise(resolve => {
        server.closeAllConnections();
        server.close(resolve);
      }),
  );
  beforeEach(() => {
    status = 200;
    requests.length = 0;
  });

  it('reads the history from the Prometheus of the data plane', async () => {
    const { source, metrics } = await readFrom([
      {
        name: 'other',
        url: 'http://127.0.0.1:1',
        dataPlanes: ['default/us-1'],
      },
      { name: 'eu', url, token: 'secret', dataPlanes: ['default/europe-1'] },
    ]);
    expect(source).toBe('prometheus');
    expect(metrics.map(({ name }) => name)).toEqual(['cpu', 'memory']);
    expect(metrics[0]).toEqual({
      name: 'cpu',
      lines: [
        {
          label: 'cart-1',
          points: [{ at: '2026-03-01T11:59:00.000Z', value: 0.25 }],
        },
      ],
      limit: 0.5,
    });
    // One of the containers has no limit for memory.
    expect(metrics[1].limit).toBeUndefined();
    expect(requests).toHaveLength(2);
    const [{ authorization, form }] = requests;
    expect(authorization).toBe('Bearer secret');
    expect(form.get('end')).toBe('1772366400');
    expect(form.get('start')).toBe('1772362800');
    expect(form.get('step')).toBe('30');
  });

  it('says why there are no metrics, without the address', async () => {
    status = 502;
    const { problem, metrics } = await readFrom([{ name: 'eu', url }]);
    expect(metrics).toEqual([]);
    expect(problem).toBe(
      'The Prometheus eu does not answer as expected (status 502). Ask the platform team to check openchoreo.metrics.prometheus',
    );
  });

  it('asks the metrics API of a data plane without a Prometheus', async () => {
    expect(await readFrom([])).toMatchObject({
      source: 'kubernetes',
      problem: 'The metrics API is not installed',
    });
    expect(requests).toEqual([]);
  });

  it('asks no Prometheus about a simulated data plane', async () => {
    const answer = await readFrom([{ name: 'eu', url }], {
      dataPlane: { namespace: 'default', name: 'default', simulated: true },
    });
    expect(answer.source).toBe('kubernetes');
    expect(requests).toEqual([]);
  });

  it('asks nothing about what is not deployed', async () => {
    const answer = await readFrom([{ name: 'eu', url }], {
      objects: [],
      cluster: undefined,
    });
    expect(answer).toMatchObject({ isDeployed: false, metrics: [] });
    expect(requests).toEqual([]);
  });
});
