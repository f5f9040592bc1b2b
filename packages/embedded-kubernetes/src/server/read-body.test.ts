import { startTestServer, type TestServer } from '../__testUtils__/test-server';
import {
  definitions,
  installWidgets,
  widget,
  widgets,
} from '../__testUtils__/widgets';
import { configMap, configMaps } from '../__testUtils__/config-maps';

describe('readObject', () => {
  let server: TestServer;

  beforeAll(async () => {
    server = await startTestServer();
    await installWidgets(server.client);
  });
  afterAll(() => server.stop());

  it('accepts YAML', async () => {
    const { code, body } = await server.client.request('POST', configMaps, {
      contentType: 'application/yaml',
      body: 'metadata: {name: from-yaml}\ndata: {a: b}\n',
    });
    expect(code).toBe(201);
    expect(body.data).toEqual({ a: 'b' });
  });

  it('rejects a body that is too large and closes the connection', async () => {
    const { code, headers, body } = await server.client.post(
      configMaps,
      configMap('large', {}, { key: 'x'.repeat(20 * 1024 * 1024) }),
    );
    expect(code).toBe(413);
    expect(body).toMatchObject({
      reason: 'RequestEntityTooLarge',
      message: 'Request entity too large: limit is 3145728',
    });
    expect(headers.connection).toBe('close');
    const next = await server.client.get(`${configMaps}/large`);
    expect(next.code).toBe(404);
  });

  it('rejects an object that is too large to be stored', async () => {
    await server.client.post(widgets, widget('growing'));
    const { code, body } = await server.client.merge(
      `${widgets}/growing/status`,
      { status: { phase: 'x'.repeat(1_600_000) } },
    );
    expect(code).toBe(413);
    expect(body).toMatchObject({
      reason: 'RequestEntityTooLarge',
      message:
        'Request entity too large: the object is too large: limit is 1572864 bytes',
    });
    const { body: kept } = await server.client.get(`${widgets}/growing`);
    expect(kept.status).toBeUndefined();
  });

  it('rejects numbers and nesting that cannot be stored', async () => {
    const post = (spec: string) =>
      server.client.post(
        widgets,
        `{"apiVersion":"example.com/v1","kind":"Widget","metadata":{"name":"x"},"spec":${spec}}`,
      );
    const large = await post('{"replicas":9007199254740993}');
    expect(large.code).toBe(400);
    expect(large.body.message).toContain('out of range');
    const deep = await post('['.repeat(10_000) + ']'.repeat(10_000));
    expect(deep.code).toBe(400);
    expect(deep.body.message).toContain('exceeded max depth');
  });

  it('rejects an unreadable body and an unacceptable media type', async () => {
    const unreadable = await server.client.request('POST', widgets, {
      contentType: 'text/plain',
      body: 'widget',
    });
    expect(unreadable.code).toBe(415);
    const unacceptable = await server.client.get(definitions, {
      accept: 'text/html',
    });
    expect(unacceptable.code).toBe(406);
  });
});
