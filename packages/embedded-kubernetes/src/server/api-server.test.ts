import fs from 'node:fs';
import https from 'node:https';
import path from 'node:path';
import { startTestServer, type TestServer } from '../__testUtils__/test-server';

describe('access to the server', () => {
  let server: TestServer;

  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server.stop());

  const stranger = { headers: { Authorization: '' } };

  it('needs the token', async () => {
    const none = await server.client.get('/api', stranger);
    expect(none.code).toBe(401);
    expect(none.body).toMatchObject({ kind: 'Status', reason: 'Unauthorized' });
    const wrong = await server.client.get('/api', {
      headers: { Authorization: 'Bearer guess' },
    });
    expect(wrong.code).toBe(401);
  });

  it.each(['/healthz', '/livez', '/readyz', '/version'])(
    'is free to %s',
    async open => {
      expect((await server.client.get(open, stranger)).code).toBe(200);
    },
  );

  it('is refused under another name, which a web page could have made up', async () => {
    const { code } = await server.client.get('/api', {
      headers: { Host: 'attacker.example.com' },
    });
    expect(code).toBe(421);
  });

  it.each(['//', '/%zz', '/api/v1/namespaces/%2e%2e', '/?%'])(
    'survives the path %s',
    async strange => {
      const { code } = await server.client.get(strange);
      expect([200, 404]).toContain(code);
      expect((await server.client.get('/livez')).code).toBe(200);
    },
  );

  it('is encrypted with a certificate that the kubeconfig knows', async () => {
    const unknown = new Promise((resolve, reject) => {
      https.get(server.client.url, resolve).on('error', reject);
    });
    await expect(unknown).rejects.toThrow(/self-signed certificate/);
  });

  it('keeps its secrets in files that only their owner may read', async () => {
    const file = path.join(server.folder, 'credentials.json');
    expect(fs.statSync(file).mode % 0o1000).toBe(0o600);
  });
});
