import { X509Certificate } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TLSSocket } from 'node:tls';
import { generate } from 'selfsigned';
import { stringify } from 'yaml';
import { sendStatus } from '../__testUtils__/apiHttp';
import { FakeApiServer } from '../__testUtils__/FakeApiServer';
import { widget, widgets, widgetType } from '../__testUtils__/widgets';
import { KubeClient } from './KubeClient';

const key = { namespace: 'default', name: 'a' };

describe('credentials', () => {
  let folder: string;
  let ca: Pem;
  let user: Pem;
  let api: FakeApiServer;
  const clients: KubeClient[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kube-client-'));
    ca = await certificate('tiny-ca');
    user = await certificate('admin', ca);
    const server = await certificate('127.0.0.1', ca);
    api = await FakeApiServer.start({
      key: server.key,
      cert: server.cert,
      ca: ca.cert,
      requestCert: true,
      rejectUnauthorized: false,
    });
    api.put(widgets, widget('a'));
  });

  afterEach(async () => {
    await Promise.all(clients.splice(0).map(each => each.close()));
    api.requests.length = 0;
  });

  afterAll(async () => {
    await api.stop();
    await rm(folder, { recursive: true });
  });

  /** Writes a kubeconfig and connects with it. */
  async function connect(
    users: Record<string, unknown>,
    { context = 'first', cluster = {}, qps = 0 } = {},
  ): Promise<KubeClient> {
    const file = join(folder, 'kubeconfig');
    await writeFile(
      file,
      stringify({
        apiVersion: 'v1',
        kind: 'Config',
        'current-context': 'first',
        clusters: [
          {
            name: 'tiny',
            cluster: {
              server: api.url,
              'certificate-authority-data': base64(ca.cert),
              ...cluster,
            },
          },
        ],
        users: Object.entries(users).map(([name, each]) => ({
          name,
          user: each,
        })),
        contexts: Object.keys(users).map(name => ({
          name,
          context: { cluster: 'tiny', user: name, namespace: 'default' },
        })),
      }),
    );
    const client = KubeClient.fromKubeconfig(file, { context, qps });
    clients.push(client);
    return client;
  }

  const authorization = () =>
    api.requests.map(({ headers }) => headers.authorization);

  it('can be a client certificate', async () => {
    const subjects: string[] = [];
    api.failNext(
      1,
      () => true,
      (_request, res) => {
        if (res.socket instanceof TLSSocket) {
          const peer = res.socket.getPeerX509Certificate();
          subjects.push(`${peer?.subject} ${res.socket.authorized}`);
        }
        sendStatus(res, 404, 'NotFound', 'seen');
      },
    );
    const client = await connect({
      first: {
        'client-certificate-data': base64(user.cert),
        'client-key-data': base64(user.key),
      },
    });
    expect(client.namespace).toBe('default');
    await client.find(widgetType, key);
    expect(subjects).toEqual(['CN=admin true']);
    expect(authorization()).toEqual([undefined]);
  });

  it('can be a token of any context of the kubeconfig', async () => {
    const client = await connect(
      { first: {}, second: { token: 'secret' } },
      { context: 'second' },
    );
    await client.get(widgetType, key);
    expect(authorization()).toEqual(['Bearer secret']);
  });

  it('can be a user name and a password', async () => {
    const client = await connect({
      first: { username: 'me', password: 'secret' },
    });
    await client.get(widgetType, key);
    expect(authorization()).toEqual([`Basic ${base64('me:secret')}`]);
  });

  it('can come from an exec plugin, which runs again after a 401', async () => {
    const calls = join(folder, 'calls');
    const script = join(folder, 'plugin.js');
    await writeFile(calls, '');
    await writeFile(
      script,
      `const fs = require('node:fs');
       fs.appendFileSync(${JSON.stringify(calls)}, 'x');
       const token = 'token-' + fs.readFileSync(${JSON.stringify(
         calls,
       )}).length;
       console.log(JSON.stringify({ kind: 'ExecCredential', status: { token } }));`,
    );
    const client = await connect({
      first: {
        exec: {
          apiVersion: 'client.authentication.k8s.io/v1',
          command: process.execPath,
          args: [script],
        },
      },
    });
    await Promise.all([
      client.get(widgetType, key),
      client.get(widgetType, key),
    ]);
    expect(authorization()).toEqual(['Bearer token-1', 'Bearer token-1']);
    api.failNext(
      1,
      () => true,
      (_request, res) => sendStatus(res, 401, 'Unauthorized', 'expired'),
    );
    await client.get(widgetType, key);
    expect(authorization().slice(2)).toEqual([
      'Bearer token-1',
      'Bearer token-2',
    ]);
  });

  it('that are rejected twice cause an error', async () => {
    api.failNext(
      2,
      () => true,
      (_request, res) => sendStatus(res, 401, 'Unauthorized', 'who are you'),
    );
    const client = await connect({ first: { token: 'wrong' } });
    await expect(client.get(widgetType, key)).rejects.toThrow('who are you');
    expect(api.requests).toHaveLength(2);
  });

  it('are named in the error of a failed plugin', async () => {
    const client = await connect({
      first: { exec: { command: join(folder, 'no-such-plugin') } },
    });
    await expect(client.get(widgetType, key)).rejects.toThrow(
      /no credentials for user "first" of the kubeconfig: .*no-such-plugin/,
    );
  });

  it('are not sent to a server with an untrusted certificate', async () => {
    const other = await certificate('another-ca');
    const client = await connect(
      { first: { token: 'secret' } },
      { cluster: { 'certificate-authority-data': base64(other.cert) } },
    );
    await expect(client.create(widgetType, widget('x'))).rejects.toMatchObject({
      name: 'ConnectionError',
      message: expect.stringContaining('certificate'),
    });
    expect(api.requests).toEqual([]);
  });

  it('are not sent over http', async () => {
    const open = await FakeApiServer.start();
    const client = await connect(
      { first: { token: 'secret' } },
      { cluster: { server: open.url } },
    );
    await client.find(widgetType, key);
    expect(open.requests.map(({ headers }) => headers.authorization)).toEqual([
      undefined,
    ]);
    await open.stop();
  });

  it('of every kind reuse connections', async () => {
    const before = api.connections;
    const client = await connect({
      first: {
        'client-certificate-data': base64(user.cert),
        'client-key-data': base64(user.key),
      },
    });
    await Promise.all(
      Array.from({ length: 1000 }, () => client.get(widgetType, key)),
    );
    expect(api.connections - before).toBeLessThanOrEqual(16);
  });

  it.each([
    [
      { context: 'third' },
      'the kubeconfig has no context "third"; it has: first',
    ],
  ])('of a context that is not there are named', async (options, message) => {
    await expect(connect({ first: {} }, options)).rejects.toThrow(message);
  });

  it('of an unreadable file cause an error with its name', () => {
    const file = join(folder, 'nowhere');
    expect(() => KubeClient.fromKubeconfig(file)).toThrow(
      `cannot use kubeconfig ${file}: ENOENT`,
    );
  });

  it('of a deferred kubeconfig are read when it can be used', async () => {
    const file = join(folder, 'kubeconfig');
    await rm(file, { force: true });
    const client = KubeClient.fromKubeconfig(file, {
      isDeferred: true,
      maxAttempts: 1,
      qps: 0,
    });
    clients.push(client);
    await expect(client.get(widgetType, key)).rejects.toMatchObject({
      name: 'ConnectionError',
      message: expect.stringContaining(`cannot use kubeconfig ${file}: ENOENT`),
    });
    await writeFile(file, 'clusters: [');
    await expect(client.get(widgetType, key)).rejects.toThrow(
      `cannot use kubeconfig ${file}`,
    );
    await connect({ first: { token: 'secret' } });
    await client.get(widgetType, key);
    expect(authorization()).toEqual(['Bearer secret']);
    expect(client.server).toBe(api.url);
  });

  it('of a pod cause an error outside a cluster', () => {
    expect(() => KubeClient.inCluster()).toThrow(
      "cannot use the pod's service account: KUBERNETES_SERVICE_HOST is not set",
    );
  });
});

interface Pem {
  cert: string;
  key: string;
}

async function certificate(commonName: string, issuer?: Pem): Promise<Pem> {
  const made = await generate([{ name: 'commonName', value: commonName }], {
    keySize: 2048,
    algorithm: 'sha256',
    ...(issuer ? { ca: { cert: issuer.cert, key: issuer.key } } : {}),
    extensions: [
      { name: 'basicConstraints', cA: issuer === undefined },
      ...(issuer
        ? [
            {
              name: 'subjectAltName' as const,
              altNames: [{ type: 7 as const, ip: '127.0.0.1' }],
            },
          ]
        : []),
    ],
  });
  return { cert: new X509Certificate(made.cert).toString(), key: made.private };
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}
