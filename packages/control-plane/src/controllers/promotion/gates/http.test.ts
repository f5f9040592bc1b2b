import { TestServer, startTestServer } from './__testUtils__/test-server';
import { RefusedRequest, createHttp } from './http';

const { signal } = new AbortController();

const get = (url: string, options: Parameters<typeof createHttp>[0] = {}) =>
  createHttp(options)({ method: 'GET', url, signal });

describe('createHttp', () => {
  let server: TestServer;

  beforeAll(async () => {
    server = await startTestServer();
  });

  beforeEach(() => {
    server.requests.length = 0;
    server.respondWith({ status: 200, body: 'found' });
  });

  afterAll(() => server.stop());

  it('sends a request to an address', async () => {
    await expect(get(server.url, { allowLoopback: true })).resolves.toEqual({
      status: 200,
      body: 'found',
    });
  });

  it('sends a request to the addresses of a host', async () => {
    const url = `http://metrics.test:${server.port}/a?b=c`;
    const resolveHost = async () => ['127.0.0.1'];
    await get(url, { allowLoopback: true, resolveHost });
    expect(server.requests).toEqual([
      expect.objectContaining({
        method: 'GET',
        url: '/a?b=c',
        headers: expect.objectContaining({
          host: `metrics.test:${server.port}`,
        }),
      }),
    ]);
  });

  it.each([
    ['loopback', '127.0.0.1', 'loopback'],
    ['any loopback', '127.8.9.10', 'loopback'],
    ['IPv6 loopback', '[::1]', 'loopback'],
    ['mapped loopback', '[::ffff:127.0.0.1]', 'loopback'],
    ['loopback as a number', '2130706433', 'loopback'],
    ['loopback as octal', '0177.0.0.1', 'loopback'],
    ['loopback as hexadecimal', '0x7f.1', 'loopback'],
    ['instance metadata', '169.254.169.254', 'link-local'],
    ['mapped instance metadata', '[::ffff:a9fe:a9fe]', 'link-local'],
    ['compatible instance metadata', '[::a9fe:a9fe]', 'link-local'],
    ['translated instance metadata', '[64:ff9b::a9fe:a9fe]', 'link-local'],
    ['tunnelled instance metadata', '[2002:a9fe:a9fe::1]', 'link-local'],
    ['IPv6 link-local', '[fe80::1]', 'link-local'],
    ['unspecified', '0.0.0.0', 'unspecified'],
    ['IPv6 unspecified', '[::]', 'unspecified'],
    ['multicast', '224.0.0.1', 'multicast'],
    ['IPv6 multicast', '[ff02::1]', 'multicast'],
    ['broadcast', '255.255.255.255', 'broadcast'],
    ['instance metadata of AWS', '[fd00:ec2::254]', 'cloud metadata'],
    ['instance metadata of Alibaba', '100.100.100.200', 'cloud metadata'],
  ])('refuses the address: %s', async (_, host, range) => {
    const request = get(`http://${host}:${server.port}/`);
    await expect(request).rejects.toThrow(RefusedRequest);
    await expect(request).rejects.toThrow(`it is a ${range} address.`);
    expect(server.requests).toEqual([]);
  });

  it.each([
    ['instance metadata', ['169.254.169.254'], 'link-local'],
    ['a mapped address', ['::ffff:169.254.169.254'], 'link-local'],
    ['loopback', ['127.0.0.1'], 'loopback'],
    [
      'a good and a refused address',
      ['192.0.2.1', '169.254.169.254'],
      'link-local',
    ],
  ])('refuses a host that resolves to %s', async (_, addresses, range) => {
    const request = get(`http://metadata.test:${server.port}/`, {
      resolveHost: async () => addresses,
    });
    await expect(request).rejects.toThrow(RefusedRequest);
    await expect(request).rejects.toThrow(
      `Host "metadata.test" is refused: it resolves to the ${range} address ${addresses.at(
        -1,
      )}.`,
    );
    expect(server.requests).toEqual([]);
  });

  it('refuses link-local addresses where loopback is allowed', async () => {
    const options = {
      allowLoopback: true,
      resolveHost: async () => ['169.254.169.254'],
    };
    await expect(get('http://metadata.test/', options)).rejects.toThrow(
      RefusedRequest,
    );
    await expect(
      get('http://169.254.169.254/', { allowLoopback: true }),
    ).rejects.toThrow(RefusedRequest);
  });

  it('refuses what the resolver of the system says of localhost', async () => {
    await expect(get(`http://localhost:${server.port}/`)).rejects.toThrow(
      'Host "localhost" is refused: it resolves to the loopback address',
    );
  });

  it.each([
    ['ftp://example.test/', 'only http and https are allowed'],
    ['file:///etc/passwd', 'only http and https are allowed'],
    ['not a url', 'only http and https are allowed'],
    ['http://user:hidden@example.test/', 'contains a user name or password'],
    ['http://hidden@example.test/', 'contains a user name or password'],
  ])('refuses the URL %s', async (url, message) => {
    const request = get(url);
    await expect(request).rejects.toThrow(message);
    await expect(request).rejects.not.toThrow('hidden');
  });

  it('follows no redirect', async () => {
    const location = 'http://169.254.169.254/';
    server.respondWith({ status: 302, headers: { location } });
    await expect(
      get(server.url, { allowLoopback: true }),
    ).resolves.toMatchObject({ status: 302 });
    expect(server.requests).toHaveLength(1);
  });

  it('drops bodies of more than 64 KiB', async () => {
    server.respondWith({ status: 200, body: 'x'.repeat(64 * 1024) });
    const accepted = await get(server.url, { allowLoopback: true });
    expect(accepted.body).toHaveLength(64 * 1024);
    server.respondWith({ status: 200, body: 'x'.repeat(64 * 1024 + 1) });
    await expect(get(server.url, { allowLoopback: true })).resolves.toEqual({
      status: 200,
      body: undefined,
    });
  });

  it('rejects if there is no address or no server', async () => {
    await expect(
      get('http://nowhere.test/', { resolveHost: async () => [] }),
    ).rejects.toThrow('Host "nowhere.test" has no address.');
    await expect(
      get('http://nowhere.test/', {
        resolveHost: async () => Promise.reject(new Error('ENOTFOUND')),
      }),
    ).rejects.toThrow('ENOTFOUND');
    server.respondWith('disconnect');
    await expect(get(server.url, { allowLoopback: true })).rejects.toThrow(
      'socket hang up',
    );
  });

  it('can be aborted', async () => {
    server.respondWith('hang');
    const controller = new AbortController();
    const request = createHttp({ allowLoopback: true })({
      method: 'GET',
      url: server.url,
      signal: controller.signal,
    });
    await server.received(1);
    controller.abort();
    await expect(request).rejects.toThrow('aborted');
  });
});
