import { setTimeout as wait } from 'node:timers/promises';
import { FakeClock } from '../__testUtils__/FakeClock';
import { RecordingMetrics } from '../__testUtils__/RecordingMetrics';
import { sendStatus } from '../__testUtils__/sendStatus';
import { thrownBy } from '../__testUtils__/thrownBy';
import { SeenRequest, TinyApi } from '../__testUtils__/TinyApi';
import { until } from '../__testUtils__/until';
import { widget, widgets, widgetType } from '../__testUtils__/widgets';
import {
  ConnectionError,
  isAlreadyExists,
  isConflict,
  isNotFound,
  isTooManyRequests,
} from './ApiError';
import { KubeClient } from './KubeClient';
import { KubeClientOptions } from './KubeClientOptions';

const key = { namespace: 'default', name: 'a' };
const clusterType = { ...widgetType, scope: 'Cluster' as const };
const all = () => true;

describe('KubeClient', () => {
  let api: TinyApi;
  const clients: KubeClient[] = [];

  beforeEach(async () => {
    api = await TinyApi.start();
  });

  afterEach(async () => {
    await Promise.all(clients.splice(0).map(each => each.close()));
    await api.stop();
  });

  function connect(options: KubeClientOptions = {}): KubeClient {
    const client = KubeClient.fromCluster(
      { server: api.url },
      { qps: 0, ...options },
    );
    clients.push(client);
    return client;
  }

  function last(): SeenRequest {
    const request = api.requests.at(-1);
    if (!request) {
      throw new Error('nothing was asked');
    }
    return request;
  }

  describe('objects', () => {
    it('come and go as plain JSON, with every field they had', async () => {
      const client = connect();
      const object = widget('a', { spec: { unheardOf: [1, { x: null }] } });
      const created = await client.create(widgetType, object);
      expect(created).toMatchObject(object);
      expect(await client.get(widgetType, key)).toEqual(created);
    });

    it('have a path of their own for each scope, and are never confused with their collection', async () => {
      const client = connect();
      await client.find(clusterType, { name: 'a' });
      expect(last().path).toBe('/apis/shop.example.com/v1/widgets/a');
      await client.find(widgetType, key);
      expect(last().path).toBe(
        '/apis/shop.example.com/v1/namespaces/default/widgets/a',
      );
      await expect(client.delete(widgetType, { name: 'a' })).rejects.toThrow(
        'widgets.shop.example.com "a" is namespaced: say in which namespace it is',
      );
      await expect(
        client.delete(widgetType, { namespace: 'default', name: '' }),
      ).rejects.toThrow('an object needs a name');
    });

    it('are found or not, without an error', async () => {
      const client = connect();
      expect(await client.find(widgetType, key)).toBeUndefined();
      api.put(widgets, widget('a'));
      expect(await client.find(widgetType, key)).toMatchObject(widget('a'));
    });

    it('are written with the content type that says what the body is', async () => {
      const client = connect();
      const created = await client.create(widgetType, widget('a'), {
        fieldManager: 'me',
        fieldValidation: 'Strict',
      });
      expect(last().headers['content-type']).toBe('application/json');
      expect(last().query.toString()).toBe(
        'fieldManager=me&fieldValidation=Strict',
      );
      await client.replace(widgetType, created);
      expect(last().method).toBe('PUT');
      for (const [type, contentType] of [
        ['merge', 'application/merge-patch+json'],
        ['json', 'application/json-patch+json'],
        ['strategic', 'application/strategic-merge-patch+json'],
      ] as const) {
        await client.patch(widgetType, key, {}, { type, dryRun: true });
        expect(last().headers['content-type']).toBe(contentType);
        expect(last().query.get('dryRun')).toBe('All');
      }
      await client.apply(widgetType, widget('a'), {
        fieldManager: 'me',
        force: true,
      });
      expect(last().headers['content-type']).toBe(
        'application/apply-patch+yaml',
      );
      expect(last().query.toString()).toBe('fieldManager=me&force=true');
    });

    it('get a status without their spec being touched', async () => {
      const client = connect();
      api.put(widgets, widget('a', { spec: 1 }));
      await client.patchStatus(
        widgetType,
        key,
        { ready: true },
        { resourceVersion: '101' },
      );
      expect(last().subresource).toBe('status');
      expect(last().headers['content-type']).toBe(
        'application/merge-patch+json',
      );
      expect(last().body).toEqual({
        metadata: { resourceVersion: '101' },
        status: { ready: true },
      });
    });

    it('are deleted under conditions', async () => {
      const client = connect();
      const { metadata } = api.put(widgets, widget('a'));
      await client.delete(widgetType, key, {
        propagationPolicy: 'Foreground',
        preconditions: { uid: metadata.uid },
      });
      expect(last().body).toEqual({
        kind: 'DeleteOptions',
        apiVersion: 'v1',
        propagationPolicy: 'Foreground',
        preconditions: { uid: metadata.uid },
      });
      expect(await client.find(widgetType, key)).toBeUndefined();
    });
  });

  describe('a refusal', () => {
    it("is the server's own sentence, with its reason and what was asked", async () => {
      const client = connect();
      api.put(widgets, widget('a'));
      const missing = await thrownBy(
        client.get(widgetType, { namespace: 'default', name: 'b' }),
      );
      expect(isNotFound(missing)).toBe(true);
      expect(missing).toMatchObject({
        message: 'shop.example.com/v1/widgets "b" not found',
        code: 404,
        reason: 'NotFound',
        request: 'GET /apis/shop.example.com/v1/namespaces/default/widgets/b',
      });
      const taken = await thrownBy(client.create(widgetType, widget('a')));
      expect([isAlreadyExists(taken), isConflict(taken)]).toEqual([
        true,
        false,
      ]);
      const stale = { ...widget('a') };
      stale.metadata.resourceVersion = '1';
      const conflict = await thrownBy(client.replace(widgetType, stale));
      expect([isAlreadyExists(conflict), isConflict(conflict)]).toEqual([
        false,
        true,
      ]);
    });

    it.each([
      [
        'a page of HTML',
        '<html>\n<h1>Bad Gateway</h1>',
        '502',
        'the server answered 502 with: <html> <h1>Bad Gateway</h1>',
      ],
      ['nothing', '', '502', 'the server answered 502 with an empty body'],
      [
        'JSON that is no Status',
        '[1]',
        '502',
        'the server answered 502 with: [1]',
      ],
      [
        'half a Status',
        '{"kind":"Status","details":null}',
        '403',
        'the server answered 403',
      ],
    ])(
      'is understood even when its body is %s',
      async (_, body, code, message) => {
        api.failNext(1, all, (_request, res) =>
          res.writeHead(Number(code)).end(body),
        );
        expect(await thrownBy(connect().get(widgetType, key))).toMatchObject({
          name: 'ApiError',
          message,
          code: Number(code),
        });
      },
    );

    it.each([
      ['no JSON', '<html>'],
      ['no object', '[]'],
      ['empty', ''],
    ])('is what an answer of 200 is taken for that is %s', async (_, body) => {
      api.failNext(1, all, (_request, res) => res.end(body));
      expect(await thrownBy(connect().get(widgetType, key))).toMatchObject({
        name: 'ConnectionError',
        code: 'UNREADABLE',
      });
    });
  });

  describe('trying again', () => {
    it('waits as long as the server asks after a 429, for writes too', async () => {
      const clock = new FakeClock();
      const client = connect({ clock });
      api.failNext(2, all, (_request, res) =>
        sendStatus(res, 429, 'TooManyRequests', 'slow down', {
          'retry-after': '3',
        }),
      );
      const created = client.create(widgetType, widget('a'));
      await requests(1);
      await until(() => clock.waits.includes(3000));
      await clock.advance(2999);
      expect(api.requests).toHaveLength(1);
      await clock.advance(1);
      await requests(2);
      await until(() => clock.waits.includes(3000));
      await clock.advance(3000);
      expect(await created).toMatchObject(widget('a'));
      expect(api.requests).toHaveLength(3);
    });

    it('repeats after a 503 only what may be done twice, and only when the server says when', async () => {
      const client = connect({ clock: instantly() });
      const unavailable = (headers: Record<string, string>) =>
        api.failNext(1, all, (_request, res) =>
          sendStatus(res, 503, 'ServiceUnavailable', 'later', headers),
        );
      unavailable({ 'retry-after': '1' });
      const object = api.put(widgets, widget('a'));
      await client.replace(widgetType, object);
      expect(api.requests).toHaveLength(2);
      unavailable({ 'retry-after': '1' });
      await expect(client.create(widgetType, widget('b'))).rejects.toThrow(
        'later',
      );
      unavailable({});
      await expect(client.get(widgetType, key)).rejects.toThrow('later');
    });

    it('gives up after a number of attempts, with the last refusal', async () => {
      const client = connect({ clock: instantly(), maxAttempts: 3 });
      api.failNext(99, all, (_request, res) =>
        sendStatus(res, 429, 'TooManyRequests', 'slow down'),
      );
      const error = await thrownBy(client.get(widgetType, key));
      expect(isTooManyRequests(error)).toBe(true);
      expect(api.requests).toHaveLength(3);
    });

    it('does not wait longer than it was told to', async () => {
      const client = connect({ maxRetryWaitMs: 1000 });
      api.failNext(1, all, (_request, res) =>
        sendStatus(res, 429, 'TooManyRequests', 'slow down', {
          'retry-after': '3600',
        }),
      );
      await expect(client.get(widgetType, key)).rejects.toMatchObject({
        retryAfterMs: 3_600_000,
      });
    });

    it('reads again after a lost connection, but does not write again', async () => {
      const client = connect({ clock: instantly() });
      api.put(widgets, widget('a'));
      const reset = () =>
        api.failNext(1, all, (_request, res) => res.socket?.resetAndDestroy());
      reset();
      await expect(client.get(widgetType, key)).resolves.toBeDefined();
      reset();
      const error = await thrownBy(client.create(widgetType, widget('b')));
      expect(error).toBeInstanceOf(ConnectionError);
      expect(error).toMatchObject({
        message: expect.stringContaining(
          'POST /apis/shop.example.com/v1/namespaces/default/widgets on 127.0.0.1',
        ),
      });
    });
  });

  describe('limits', () => {
    it('end a request that gets no answer', async () => {
      const clock = new FakeClock();
      const client = connect({ clock, timeoutMs: 5000 });
      api.failNext(1, all, () => {});
      const error = thrownBy(client.get(widgetType, key));
      await requests(1);
      await clock.advance(5000);
      expect(await error).toMatchObject({
        code: 'TIMEOUT',
        message: expect.stringContaining('no answer within 5000 ms'),
      });
    });

    it('end a request that its caller has given up, wherever it waits', async () => {
      const client = connect({ concurrency: 1 });
      api.failNext(1, all, () => {});
      const enough = new AbortController();
      const call = () =>
        thrownBy(client.get(widgetType, key, { signal: enough.signal }));
      const both = Promise.all([call(), call()]);
      await requests(1);
      enough.abort(new Error('enough'));
      expect(await both).toEqual([new Error('enough'), new Error('enough')]);
      api.put(widgets, widget('a'));
      await expect(client.get(widgetType, key)).resolves.toBeDefined();
    });

    it('let a burst through and then so many a second', async () => {
      const clock = new FakeClock();
      const client = connect({ clock, qps: 10, burst: 5 });
      api.put(widgets, widget('a'));
      const calls = Promise.all(
        Array.from({ length: 8 }, () => client.get(widgetType, key)),
      );
      await requests(5);
      expect(clock.waits.filter(ms => ms <= 300)).toEqual([100, 200, 300]);
      await clock.advance(100);
      await requests(6);
      await clock.advance(200);
      await calls;
      expect(api.requests).toHaveLength(8);
    });

    it('keep the number of connections small: a thousand reads use a few', async () => {
      const client = connect();
      api.put(widgets, widget('a'));
      await Promise.all(
        Array.from({ length: 1000 }, () => client.get(widgetType, key)),
      );
      expect(api.requests).toHaveLength(1000);
      expect(api.connections).toBeLessThanOrEqual(16);
      for (let i = 0; i < 50; i += 1) {
        await client.get(widgetType, key);
      }
      expect(api.connections).toBeLessThanOrEqual(16);
    });
  });

  describe('lists', () => {
    const put = (count: number) => {
      for (let i = 0; i < count; i += 1) {
        api.put(widgets, widget(`w${String(i).padStart(4, '0')}`));
      }
    };

    it('are read to the end, page by page', async () => {
      put(7);
      const { items, resourceVersion } = await connect().list(widgetType, {
        limit: 3,
        labelSelector: 'a=b',
        resourceVersion: '0',
      });
      expect(items.map(each => each.metadata.name)).toEqual([
        'w0000',
        'w0001',
        'w0002',
        'w0003',
        'w0004',
        'w0005',
        'w0006',
      ]);
      expect(resourceVersion).toBe('107');
      expect(api.requests.map(({ query }) => query.toString())).toEqual([
        'labelSelector=a%3Db&limit=3&resourceVersion=0',
        'labelSelector=a%3Db&limit=3&continue=0.3',
        'labelSelector=a%3Db&limit=3&continue=0.6',
      ]);
    });

    it('are read from the beginning when the continue token has expired', async () => {
      put(5);
      api.failNext(
        1,
        ({ query }) => query.has('continue'),
        (_request, res) => {
          api.expireContinueTokens();
          sendStatus(res, 410, 'Expired', 'the continue token is too old');
        },
      );
      const { items } = await connect().list(widgetType, { limit: 3 });
      expect(items).toHaveLength(5);
      expect(api.requests).toHaveLength(4);
    });

    it('are asked for at once when continue tokens keep expiring', async () => {
      put(5);
      api.addFault(({ query }) => {
        if (query.has('continue')) {
          api.expireContinueTokens();
        }
        return false;
      });
      const { items } = await connect().list(widgetType, { limit: 3 });
      expect(items).toHaveLength(5);
      expect(last().query.has('limit')).toBe(false);
    });

    it('say what their items are where the server does not', async () => {
      api.failNext(1, all, (_request, res) =>
        res.end(
          JSON.stringify({
            kind: 'WidgetList',
            metadata: { resourceVersion: '1' },
            items: [{ metadata: { name: 'a' } }],
          }),
        ),
      );
      const { items } = await connect().list(widgetType);
      expect(items).toEqual([
        {
          apiVersion: 'shop.example.com/v1',
          kind: 'Widget',
          metadata: { name: 'a' },
        },
      ]);
    });

    it.each([
      ['an object', '{"kind":"Widget","metadata":{}}'],
      ['something else', '{"ok":true}'],
      ['nothing', ''],
    ])('are never empty because the server answered %s', async (_, body) => {
      api.failNext(1, all, (_request, res) => res.end(body));
      await expect(connect().list(widgetType)).rejects.toMatchObject({
        code: 'UNREADABLE',
      });
    });
  });

  describe('a watch', () => {
    it('tells what happens, and ends when it is no longer wanted', async () => {
      const client = connect();
      const enough = new AbortController();
      const opened = api.nextWatch();
      const events = await client.watch(widgetType, {
        signal: enough.signal,
        namespace: 'default',
        resourceVersion: '100',
        allowWatchBookmarks: true,
        timeoutSeconds: 300,
      });
      const watch = await opened;
      expect(watch.query.toString()).toBe(
        'watch=true&resourceVersion=100&allowWatchBookmarks=true&timeoutSeconds=300',
      );
      api.put(widgets, widget('ä'));
      api.bookmark();
      const seen = [await events.next(), await events.next()];
      expect(seen.map(({ value }) => value.type)).toEqual([
        'ADDED',
        'BOOKMARK',
      ]);
      enough.abort(new Error('enough'));
      await expect(events.next()).rejects.toThrow('enough');
      await until(() => api.watches.size === 0);
    });

    it('survives events that arrive in pieces, cut in the middle of a character', async () => {
      const client = connect();
      const enough = new AbortController();
      const line = Buffer.from(
        `${JSON.stringify({ type: 'ADDED', object: widget('ä€😀') })}\n\n`,
      );
      api.failNext(1, all, async (_request, res) => {
        for (const byte of line) {
          res.write(Buffer.of(byte));
          await wait(0);
        }
        res.end();
      });
      const events = await client.watch(widgetType, { signal: enough.signal });
      expect(await events.next()).toMatchObject({
        value: { object: { metadata: { name: 'ä€😀' } } },
      });
      expect(await events.next()).toMatchObject({ done: true });
    });

    it('does not wait for a free connection, and takes none away', async () => {
      const client = connect({ concurrency: 1 });
      const enough = new AbortController();
      api.put(widgets, widget('a'));
      for (let i = 0; i < 3; i += 1) {
        await client.watch(widgetType, { signal: enough.signal });
      }
      await expect(client.get(widgetType, key)).resolves.toBeDefined();
      enough.abort();
    });
  });

  it('counts its requests by what came of them', async () => {
    const metrics = new RecordingMetrics();
    const client = connect({ metrics });
    const host = new URL(api.url).host;
    await client.find(widgetType, key);
    await client.create(widgetType, widget('a'));
    await client.get(widgetType, key);
    expect([...metrics.values]).toEqual([
      [`rest_client_requests_total{code=404,method=GET,host=${host}}`, 1],
      [`rest_client_requests_total{code=201,method=POST,host=${host}}`, 1],
      [`rest_client_requests_total{code=200,method=GET,host=${host}}`, 1],
    ]);
  });

  it('works with a server that is not at the root of its host', async () => {
    const client = KubeClient.fromCluster({
      server: `${api.url}/k8s/clusters/c-1/`,
    });
    clients.push(client);
    await client.find(widgetType, key);
    expect(last().path).toMatch(/^\/k8s\/clusters\/c-1\/apis\/shop/);
  });

  async function requests(count: number): Promise<void> {
    await until(() => api.requests.length >= count);
  }
});

/** A clock on which short waits are over at once; time limits are not. */
function instantly() {
  const clock = new FakeClock();
  return {
    now: () => clock.now(),
    monotonic: () => clock.monotonic(),
    after: (ms: number, callback: () => void) =>
      ms < 10_000 ? clear(setImmediate(callback)) : clock.after(ms, callback),
  };
}

function clear(immediate: NodeJS.Immediate) {
  return () => clearImmediate(immediate);
}
