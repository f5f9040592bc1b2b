import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sendRequest } from './sendRequest';

describe('sendRequest', () => {
  let server: Server;
  let respond: RequestListener;
  const url = (path: string) =>
    new URL(path, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);

  beforeAll(async () => {
    server = createServer((request, response) => respond(request, response));
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise(resolve => {
      server.close(resolve);
    });
  });

  it('sends method, path, headers and body, and returns the response', async () => {
    respond = (request, response) => {
      request.setEncoding('utf8').on('data', body => {
        response.writeHead(201, { 'x-answer': 'yes' });
        response.end(
          `${request.method} ${request.url} ${request.headers.authorization} ${body}`,
        );
      });
    };
    const { headers, ...response } = await sendRequest({
      url: url('/books?limit=5'),
      method: 'POST',
      headers: { authorization: 'Bearer token' },
      body: '{}',
    });
    expect(response).toEqual({
      status: 201,
      statusText: 'Created',
      body: 'POST /books?limit=5 Bearer token {}',
      isTruncated: false,
      durationMs: expect.any(Number),
    });
    expect(headers).toContainEqual({ name: 'x-answer', value: 'yes' });
  });

  it('does not follow a redirect', async () => {
    const paths: (string | undefined)[] = [];
    respond = (request, response) => {
      paths.push(request.url);
      response.writeHead(302, { location: '/secret' }).end();
    };
    const { status, headers } = await sendRequest({
      url: url('/'),
      method: 'GET',
      headers: {},
    });
    expect(status).toBe(302);
    expect(headers).toContainEqual({ name: 'location', value: '/secret' });
    expect(paths).toEqual(['/']);
  });

  it('returns no cookies', async () => {
    respond = (_, response) => {
      response.writeHead(200, { 'set-cookie': 'session=1' }).end();
    };
    const { headers } = await sendRequest({
      url: url('/'),
      method: 'GET',
      headers: {},
    });
    expect(headers.map(({ name }) => name)).not.toContain('set-cookie');
  });

  it('reads the beginning of a long body', async () => {
    respond = (_, response) => {
      // A character of three bytes does not end at the limit.
      response.end('€'.repeat(200_000));
    };
    const { body, isTruncated } = await sendRequest({
      url: url('/'),
      method: 'GET',
      headers: {},
    });
    expect(isTruncated).toBe(true);
    expect(body).toBe('€'.repeat(Math.floor((256 * 1024) / 3)));
  });

  it('has no body of what is not text', async () => {
    respond = (_, response) => {
      response.end(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0xff]));
    };
    const { body } = await sendRequest({
      url: url('/'),
      method: 'GET',
      headers: {},
    });
    expect(body).toBeUndefined();
  });

  it('says why there is no response', async () => {
    await expect(
      sendRequest({
        url: new URL('http://127.0.0.1:1/'),
        method: 'GET',
        headers: {},
      }),
    ).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringMatching(/^127\.0\.0\.1:1 did not respond: /),
    });
  });
});
