import { HealthServer, startHealthServer } from './health-server';

describe('startHealthServer', () => {
  let notReady: string | undefined;
  let server: HealthServer;

  beforeEach(async () => {
    server = await startHealthServer(
      {
        unhealthy: () => undefined,
        notReady: () => notReady,
        contentType: 'text/plain; version=0.0.4',
        scrape: async () => 'workqueue_depth 0\n',
      },
      { port: 0, host: '127.0.0.1' },
    );
  });

  afterEach(() => server.close());

  const get = (path: string) => fetch(`http://127.0.0.1:${server.port}${path}`);

  it('is healthy before it is ready and reports what it waits for', async () => {
    notReady = 'waits for the cache';
    expect((await get('/healthz')).status).toBe(200);
    const response = await get('/readyz');
    expect(response.status).toBe(503);
    expect(await response.text()).toBe('waits for the cache\n');
    notReady = undefined;
    expect((await get('/readyz')).status).toBe(200);
  });

  it('serves metrics for Prometheus', async () => {
    const response = await get('/metrics?x=1');
    expect(await response.text()).toBe('workqueue_depth 0\n');
    expect(response.headers.get('content-type')).toContain('version=0.0.4');
  });

  it('returns 404 for other paths', async () => {
    expect((await get('/')).status).toBe(404);
  });
});
