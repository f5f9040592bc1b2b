import fs from 'node:fs';
import https from 'node:https';
import path from 'node:path';
import { ApiClient } from '../__testUtils__/api-client';
import { startTestServer, type TestServer } from '../__testUtils__/test-server';
import { StatusError } from '../api/status-error';
import { ApiServer } from './api-server';
import { CredentialStore } from './credentials';
import { renderKubeconfig } from './kubeconfig';
import { sendText } from './respond';

describe('ApiServer', () => {
  let server: TestServer;

  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server.stop());

  const unauthenticated = { headers: { Authorization: '' } };

  it('rejects a request without the token', async () => {
    const none = await server.client.get('/api', unauthenticated);
    expect(none.code).toBe(401);
    expect(none.body).toMatchObject({ kind: 'Status', reason: 'Unauthorized' });
    const wrong = await server.client.get('/api', {
      headers: { Authorization: 'Bearer guess' },
    });
    expect(wrong.code).toBe(401);
  });

  it.each(['/healthz', '/livez', '/readyz', '/version'])(
    'serves %s without a token',
    async open => {
      expect((await server.client.get(open, unauthenticated)).code).toBe(200);
    },
  );

  it('rejects another host name, against DNS rebinding', async () => {
    const { code } = await server.client.get('/api', {
      headers: { Host: 'attacker.example.com' },
    });
    expect(code).toBe(421);
  });

  it.each(['//', '/%zz', '/api/v1/namespaces/%2e%2e', '/?%'])(
    'handles the path %s',
    async strange => {
      const { code } = await server.client.get(strange);
      expect([200, 404]).toContain(code);
      expect((await server.client.get('/livez')).code).toBe(200);
    },
  );

  it('responds and continues after an error whose response cannot be sent', async () => {
    const credentials = await new CredentialStore(server.folder).load();
    const errors: unknown[] = [];
    const failing = new ApiServer({
      credentials,
      port: 0,
      metrics: { requestStarted: () => () => {} },
      handle: request => {
        if (request.path[0] === 'bad-header') {
          request.warnings.push('first');
          throw new StatusError(400, 'BadRequest', 'bad', {
            headers: { 'X-Bad': 'ключ' },
          });
        }
        sendText(request, 200, 'ok');
      },
      onError: error => errors.push(error),
    });
    await failing.listen();
    const client = new ApiClient(renderKubeconfig(failing.url, credentials));
    await expect(client.get('/bad-header')).rejects.toThrow();
    expect((await client.get('/good')).code).toBe(200);
    expect(errors).toHaveLength(1);
    client.close();
    await failing.close();
  });

  it('uses a certificate that only the kubeconfig trusts', async () => {
    const unknown = new Promise((resolve, reject) => {
      https.get(server.client.url, resolve).on('error', reject);
    });
    await expect(unknown).rejects.toThrow(/self-signed certificate/);
  });

  it('stores its credentials in a file that only the owner can read', async () => {
    const file = path.join(server.folder, 'credentials.json');
    expect(fs.statSync(file).mode % 0o1000).toBe(0o600);
  });
});
