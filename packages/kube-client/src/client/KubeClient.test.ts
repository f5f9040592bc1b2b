import { rejectionOf } from '../__testUtils__/waitUntil';
import { useFakeApiServer } from '../__testUtils__/useFakeApiServer';
import { widget, widgets, widgetType } from '../__testUtils__/widgets';
import { isAlreadyExists, isConflict, isNotFound } from './ApiError';
import { KubeClient } from './KubeClient';

const key = { namespace: 'default', name: 'a' };
const clusterType = { ...widgetType, scope: 'Cluster' as const };
const all = () => true;

describe('KubeClient', () => {
  const suite = useFakeApiServer();

  describe('objects', () => {
    it('are created and read as plain JSON with all fields', async () => {
      const client = suite.connect();
      const object = widget('a', { spec: { unheardOf: [1, { x: null }] } });
      const created = await client.create(widgetType, object);
      expect(created).toMatchObject(object);
      expect(await client.get(widgetType, key)).toEqual(created);
    });

    it('have a path for each scope; a missing name or namespace throws', async () => {
      const client = suite.connect();
      await client.find(clusterType, { name: 'a' });
      expect(suite.last().path).toBe('/apis/shop.example.com/v1/widgets/a');
      await client.find(widgetType, key);
      expect(suite.last().path).toBe(
        '/apis/shop.example.com/v1/namespaces/default/widgets/a',
      );
      await expect(client.delete(widgetType, { name: 'a' })).rejects.toThrow(
        'widgets.shop.example.com "a" is namespaced: a namespace is required',
      );
      await expect(
        client.delete(widgetType, { namespace: 'default', name: '' }),
      ).rejects.toThrow('a name is required');
    });

    it('are returned by find, or undefined', async () => {
      const client = suite.connect();
      expect(await client.find(widgetType, key)).toBeUndefined();
      suite.api.put(widgets, widget('a'));
      expect(await client.find(widgetType, key)).toMatchObject(widget('a'));
    });

    it('are written with the content type of the body', async () => {
      const client = suite.connect();
      const created = await client.create(widgetType, widget('a'), {
        fieldManager: 'me',
        fieldValidation: 'Strict',
      });
      expect(suite.last().headers['content-type']).toBe('application/json');
      expect(suite.last().query.toString()).toBe(
        'fieldManager=me&fieldValidation=Strict',
      );
      await client.replace(widgetType, created);
      expect(suite.last().method).toBe('PUT');
      for (const [type, contentType] of [
        ['merge', 'application/merge-patch+json'],
        ['json', 'application/json-patch+json'],
        ['strategic', 'application/strategic-merge-patch+json'],
      ] as const) {
        await client.patch(widgetType, key, {}, { type, dryRun: true });
        expect(suite.last().headers['content-type']).toBe(contentType);
        expect(suite.last().query.get('dryRun')).toBe('All');
      }
      await client.apply(widgetType, widget('a'), {
        fieldManager: 'me',
        force: true,
      });
      expect(suite.last().headers['content-type']).toBe(
        'application/apply-patch+yaml',
      );
      expect(suite.last().query.toString()).toBe('fieldManager=me&force=true');
    });

    it('have a status that is patched without the spec', async () => {
      const client = suite.connect();
      suite.api.put(widgets, widget('a', { spec: 1 }));
      await client.patchStatus(
        widgetType,
        key,
        { ready: true },
        { resourceVersion: '101' },
      );
      expect(suite.last().subresource).toBe('status');
      expect(suite.last().headers['content-type']).toBe(
        'application/merge-patch+json',
      );
      expect(suite.last().body).toEqual({
        metadata: { resourceVersion: '101' },
        status: { ready: true },
      });
    });

    it('are deleted with preconditions', async () => {
      const client = suite.connect();
      const { metadata } = suite.api.put(widgets, widget('a'));
      await client.delete(widgetType, key, {
        propagationPolicy: 'Foreground',
        preconditions: { uid: metadata.uid },
      });
      expect(suite.last().body).toEqual({
        kind: 'DeleteOptions',
        apiVersion: 'v1',
        propagationPolicy: 'Foreground',
        preconditions: { uid: metadata.uid },
      });
      expect(await client.find(widgetType, key)).toBeUndefined();
    });
  });

  describe('an error response', () => {
    it('has the message and reason of the server, and the request', async () => {
      const client = suite.connect();
      suite.api.put(widgets, widget('a'));
      const missing = await rejectionOf(
        client.get(widgetType, { namespace: 'default', name: 'b' }),
      );
      expect(isNotFound(missing)).toBe(true);
      expect(missing).toMatchObject({
        message: 'shop.example.com/v1/widgets "b" not found',
        code: 404,
        reason: 'NotFound',
        request: 'GET /apis/shop.example.com/v1/namespaces/default/widgets/b',
      });
      const taken = await rejectionOf(client.create(widgetType, widget('a')));
      expect([isAlreadyExists(taken), isConflict(taken)]).toEqual([
        true,
        false,
      ]);
      const stale = { ...widget('a') };
      stale.metadata.resourceVersion = '1';
      const conflict = await rejectionOf(client.replace(widgetType, stale));
      expect([isAlreadyExists(conflict), isConflict(conflict)]).toEqual([
        false,
        true,
      ]);
    });

    it.each([
      [
        'an HTML page',
        '<html>\n<h1>Bad Gateway</h1>',
        '502',
        'the server answered 502 with: <html> <h1>Bad Gateway</h1>',
      ],
      ['nothing', '', '502', 'the server answered 502 with an empty body'],
      [
        'JSON that is not a Status',
        '[1]',
        '502',
        'the server answered 502 with: [1]',
      ],
      [
        'an incomplete Status',
        '{"kind":"Status","details":null}',
        '403',
        'the server answered 403',
      ],
    ])('is parsed when its body is %s', async (_, body, code, message) => {
      suite.api.failNext(1, all, (_request, res) =>
        res.writeHead(Number(code)).end(body),
      );
      expect(
        await rejectionOf(suite.connect().get(widgetType, key)),
      ).toMatchObject({
        name: 'ApiError',
        message,
        code: Number(code),
      });
    });

    it.each([
      ['not JSON', '<html>'],
      ['no object', '[]'],
      ['empty', ''],
    ])('is what an answer of 200 is taken for that is %s', async (_, body) => {
      suite.api.failNext(1, all, (_request, res) => res.end(body));
      expect(
        await rejectionOf(suite.connect().get(widgetType, key)),
      ).toMatchObject({
        name: 'ConnectionError',
        code: 'UNREADABLE',
      });
    });
  });

  it('supports a server URL with a path', async () => {
    const client = KubeClient.fromCluster({
      server: `${suite.api.url}/k8s/clusters/c-1/`,
    });
    await client.find(widgetType, key);
    await client.close();
    expect(suite.last().path).toMatch(/^\/k8s\/clusters\/c-1\/apis\/shop/);
  });
});
