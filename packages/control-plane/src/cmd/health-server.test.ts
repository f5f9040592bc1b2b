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

  it('is healthy before it is ready, and says what it waits for', async () => {
    notReady = 'waits for the cache';
    expect((await get('/healthz')).status).toBe(200);
    const answer = await get('/readyz');
    expect(answer.status).toBe(503);
    expect(await answer.text()).toBe('waits for the cache\n');
    notReady = undefined;
    expect((await get('/readyz')).status).toBe(200);
  });

  it('serves the figures for Prometheus', async () => {
    const answer = await get('/metrics?x=1');
    expect(await answer.text()).toBe('workqueue_depth 0\n');
    expect(answer.headers.get('content-type')).toContain('version=0.0.4');
  });

  it('names what there is when asked for anything else', async () => {
    expect((await get('/')).status).toBe(404);
  });
});
