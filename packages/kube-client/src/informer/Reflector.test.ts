import { ServerResponse } from 'node:http';
import { InformerHarness } from '../__testUtils__/InformerHarness';
import { sendStatus } from '../__testUtils__/apiHttp';
import { FakeApiServer } from '../__testUtils__/FakeApiServer';
import {
  describeRequests,
  isList,
  isWatch,
  openWatch,
  refuseNext,
  type Refusal,
} from '../__testUtils__/reflectorRequests';
import { waitUntil } from '../__testUtils__/waitUntil';
import { widget, widgets } from '../__testUtils__/widgets';

describe('Reflector', () => {
  let api: FakeApiServer;
  let harness: InformerHarness;

  beforeEach(async () => {
    api = await FakeApiServer.start();
    api.put(widgets, widget('a'));
    api.put(widgets, widget('b'));
    harness = InformerHarness.create(api);
  });

  afterEach(async () => {
    await harness.stop();
    await api.stop();
  });

  const asked = () => describeRequests(api);
  const watch = () => openWatch(api);
  const refuse = (...failure: Refusal) => refuseNext(api, ...failure);

  describe('without failures', () => {
    it('lists from the watch cache of the server, then watches from there with bookmarks', async () => {
      await harness.startAndWatch();
      expect(harness.calls).toEqual([
        'add default/a (initial)',
        'add default/b (initial)',
      ]);
      expect(asked()).toEqual(['list 0', 'watch 102']);
      expect(watch().query.get('allowWatchBookmarks')).toBe('true');
      expect(watch().query.get('timeoutSeconds')).toBe('450');
      api.put(widgets, widget('c'));
      api.put(widgets, widget('a', { spec: 2 }));
      api.remove(widgets, 'b', { namespace: 'default' });
      await harness.called(5);
      expect(harness.calls.slice(2)).toEqual([
        'add default/c',
        'update default/a',
        'delete default/b',
      ]);
    });

    it('requests a random watch timeout of five to ten minutes', async () => {
      const longest = InformerHarness.create(api, { random: () => 0.999 });
      const shortest = InformerHarness.create(api, { random: () => 0 });
      for (const each of [longest, shortest]) {
        await each.startAndWatch();
        await each.stop();
      }
      const times = api.requests
        .filter(isWatch)
        .map(({ query }) => query.get('timeoutSeconds'));
      expect(times).toEqual(['600', '300']);
    });

    it('lists in pages', async () => {
      await harness.stop();
      harness = InformerHarness.create(api, { pageSize: 1 });
      await harness.startAndWatch();
      expect(harness.informer.size).toBe(2);
      expect(api.requests.filter(isList)).toHaveLength(2);
    });

    it('resumes from the last event or bookmark when the server closes a watch', async () => {
      await harness.startAndWatch();
      api.put(widgets, widget('c'));
      await harness.called(3);
      await harness.clock.advance(450_000);
      watch().end();
      await harness.until('watching', 2);
      api.put('other', widget('elsewhere'));
      await waitUntil(() => api.watches.size === 1);
      api.bookmark();
      await harness.until('bookmark');
      await harness.clock.advance(100_000);
      watch().end();
      await harness.until('watching', 3);
      expect(asked()).toEqual([
        'list 0',
        'watch 102',
        'watch 103',
        'watch 104',
      ]);
      expect(harness.count('relist')).toBe(1);
      expect(harness.count('reconnect')).toBe(0);
    });

    it('sets lastSeen to the time of the last list, event or bookmark', async () => {
      expect(harness.informer.lastSeen).toBeUndefined();
      await harness.startAndWatch();
      const synced = harness.informer.lastSeen;
      expect(synced).toBe(harness.clock.now());
      await harness.clock.advance(60_000);
      expect(harness.informer.lastSeen).toBe(synced);
      api.bookmark();
      await harness.until('bookmark');
      expect(harness.informer.lastSeen).toBe(harness.clock.now());
    });

    it('does not advance lastSeen when a watch opens or sends invalid data', async () => {
      await harness.startAndWatch();
      const synced = harness.informer.lastSeen;
      await harness.clock.advance(60_000);
      watch().end();
      await harness.until('watching', 2);
      expect(harness.informer.lastSeen).toBe(synced);
      await waitUntil(() => api.watches.size === 1);
      watch().write('<html>oops</html>\n');
      await harness.until('decodeError');
      expect(harness.informer.lastSeen).toBe(synced);
    });
  });

  describe('with failures', () => {
    it('resumes after a connection reset without missing a change', async () => {
      await harness.startAndWatch();
      watch().reset();
      await harness.until('reconnect');
      api.put(widgets, widget('meanwhile'));
      await harness.clock.advance(1200);
      await harness.called(3);
      expect(harness.calls[2]).toBe('add default/meanwhile');
      expect(asked()).toEqual(['list 0', 'watch 102', 'watch 102']);
      expect(harness.happened).toContainEqual(
        expect.objectContaining({
          type: 'reconnect',
          resourceVersion: '102',
          retryInMs: 1200,
        }),
      );
    });

    it('backs off up to a limit and resets the backoff after two minutes without failures', async () => {
      await harness.startAndWatch();
      let down = true;
      api.intercept(
        ({ query }, res) => down && query.has('watch') && drop(res),
      );
      watch().reset();
      const waits: number[] = [];
      for (let times = 1; times <= 8; times += 1) {
        await harness.until('reconnect', times);
        waits.push(lastWait());
        down = times < 8;
        await harness.clock.advance(lastWait());
      }
      expect(waits).toEqual([
        1200, 2400, 4800, 9600, 19_200, 38_400, 45_000, 45_000,
      ]);
      await harness.until('watching', 2);
      await harness.clock.advance(120_001);
      watch().reset();
      await harness.until('reconnect', 9);
      expect(lastWait()).toBe(1200);
    });

    it.each([500, 503, 403, 401])(
      'retries from the same resource version after status %i',
      async code => {
        await harness.startAndWatch();
        refuse(isWatch, code, '');
        watch().end();
        await harness.until('closed');
        await harness.clock.advance(1000);
        await harness.until('reconnect');
        await harness.clock.advance(lastWait());
        await harness.until('watching', 2);
        expect(asked().slice(2)).toEqual(['watch 102', 'watch 102']);
      },
    );

    it('waits for Retry-After after a 429', async () => {
      await harness.startAndWatch();
      refuse(isWatch, 429, 'TooManyRequests', { 'retry-after': '17' });
      watch().reset();
      await harness.until('reconnect');
      await harness.clock.advance(1200);
      await harness.until('throttled');
      expect(lastWait()).toBe(17_000);
      await harness.clock.advance(16_999);
      expect(api.watches.size).toBe(0);
      await harness.clock.advance(1);
      await harness.until('watching', 2);
    });

    it('lists again after a 410 response', async () => {
      await harness.startAndWatch();
      refuse(isWatch, 410, 'Gone');
      await goesAndComesBack();
      expect(asked()).toEqual([
        'list 0',
        'watch 102',
        'watch 102',
        'list ',
        'watch 105',
      ]);
    });

    it('lists again after a 410 ERROR event', async () => {
      await harness.startAndWatch();
      await goesAndComesBack(() => api.compact());
      expect(harness.happened).toContainEqual(
        expect.objectContaining({
          type: 'gone',
          error: expect.objectContaining({
            message: 'too old resource version: 102',
          }),
        }),
      );
    });

    /** Resets the connection; before the reconnect one object is deleted, one changed and one created. */
    async function goesAndComesBack(whileAway: () => void = () => {}) {
      await harness.clock.advance(100_000);
      watch().reset();
      await harness.until('reconnect');
      api.remove(widgets, 'a', { namespace: 'default', silently: true });
      api.put(widgets, widget('b', { spec: 2 }));
      api.put(widgets, widget('c'));
      whileAway();
      await harness.clock.advance(1200);
      await harness.until('relist', 2);
      expect(harness.calls.slice(2)).toEqual([
        'update default/b',
        'add default/c',
        'delete default/a (stale)',
      ]);
      expect(harness.count('gone')).toBe(1);
      await waitUntil(() => api.watches.size === 1);
    }

    it('backs off when every resource version is too old', async () => {
      api.intercept(({ query }, res) => {
        if (query.has('watch')) {
          sendStatus(res, 410, 'Gone', 'always too old');
        }
        return query.has('watch');
      });
      harness.start();
      await harness.until('gone');
      await harness.clock.advance(1199);
      expect(harness.count('relist')).toBe(1);
      await harness.clock.advance(1);
      await harness.until('relist', 2);
    });

    it('closes a watch without activity', async () => {
      await harness.startAndWatch();
      watch().silence();
      await harness.clock.advance(450_000 + 29_999);
      expect(harness.count('stalled')).toBe(0);
      await harness.clock.advance(1);
      await harness.until('stalled');
      await harness.until('watching', 2);
      expect(asked()).toEqual(['list 0', 'watch 102', 'watch 102']);
    });

    it('closes a watch without activity sooner if the server sends bookmarks', async () => {
      await harness.startAndWatch();
      api.bookmark();
      await harness.until('bookmark');
      watch().silence();
      await harness.clock.advance(180_000);
      await harness.until('stalled');
      await harness.until('watching', 2);
      expect(harness.informer.list()).toHaveLength(2);
    });

    it('reopens watches every second on a server that closes them at once', async () => {
      api.failNext(20, isWatch, (_request, res) => res.writeHead(200).end());
      harness.start();
      for (let times = 1; times <= 20; times += 1) {
        await harness.until('closed', times);
        await harness.clock.advance(1000);
      }
      await waitUntil(() => api.watches.size === 1);
      expect(harness.count('reconnect')).toBe(0);
    });

    it.each([
      ['not JSON', '<html>oops</html>\n'],
      ['JSON but not an event', '{"hello":"world"}\n'],
      ['an event without an object', '{"type":"ADDED"}\n'],
      ['an error without a status', '{"type":"ERROR","object":{}}\n'],
      ['an unknown event', '{"type":"EXPLODED","object":{"metadata":{}}}\n'],
    ])('reconnects after a line that is %s', async (_, line) => {
      await harness.startAndWatch();
      api.put(widgets, widget('c'));
      await harness.called(3);
      watch().write(line);
      await harness.until('decodeError');
      await harness.clock.advance(1200);
      await harness.until('watching', 2);
      api.put(widgets, widget('d'));
      await harness.called(4);
      expect(asked().at(-1)).toBe('watch 103');
    });

    it('reconnects after a truncated event', async () => {
      await harness.startAndWatch();
      watch().write('{"type":"ADDED","obj');
      watch().end();
      await harness.until('decodeError');
      await harness.clock.advance(1200);
      await harness.until('watching', 2);
      expect(harness.count('relist')).toBe(1);
    });

    it('keeps cached objects while lists fail', async () => {
      await harness.startAndWatch();
      api.put(widgets, widget('c'));
      await harness.called(3);
      await harness.clock.advance(100_000);
      refuse(isList, 500, 'InternalError');
      api.failNext(1, isList, (_request, res) => res.end('<html>'));
      watch().reset();
      await harness.until('reconnect');
      api.put(widgets, widget('d'));
      api.compact();
      await harness.clock.advance(1200);
      await harness.until('listFailed');
      expect(harness.informer.list()).toHaveLength(3);
      await harness.clock.advance(lastWait());
      await harness.until('listFailed', 2);
      expect(harness.informer.list()).toHaveLength(3);
      await harness.clock.advance(lastWait());
      await harness.until('relist', 2);
      expect(harness.calls).not.toContainEqual(expect.stringMatching('delete'));
    });

    it('retries every few seconds when the type is not served', async () => {
      let installed = false;
      api.intercept((request, res) => {
        if (installed || !isList(request)) {
          return false;
        }
        sendStatus(res, 404, 'NotFound', 'no such type');
        return true;
      });
      harness.start();
      for (let times = 1; times <= 20; times += 1) {
        await harness.until('listFailed', times);
        expect(lastWait()).toBe(3000);
        installed = times === 20;
        await harness.clock.advance(3000);
      }
      await harness.informer.waitForSync();
    });

    it('retries from the same resource version after an ERROR event', async () => {
      await harness.startAndWatch();
      watch().error(500, 'InternalError', 'etcd is unwell');
      await harness.until('reconnect');
      await harness.clock.advance(lastWait());
      await harness.until('watching', 2);
      expect(asked()).toEqual(['list 0', 'watch 102', 'watch 102']);
    });

    it('starts before the server is available', async () => {
      api.failNext(
        3,
        () => true,
        (_request, res) => drop(res),
      );
      harness.start();
      const waiting = harness.informer.waitForSync();
      for (let i = 0; i < 10 && !harness.informer.hasSynced; i += 1) {
        await harness.clock.advance(1000);
      }
      await waiting;
      expect(harness.informer.hasSynced).toBe(true);
    });

    it('stops at once in every state and sends no more requests', async () => {
      await harness.startAndWatch();
      watch().reset();
      await harness.until('reconnect');
      await harness.stop();
      await harness.until('stopped');
      const before = api.requests.length;
      await harness.clock.advance(3_600_000);
      expect(api.requests).toHaveLength(before);
      expect(harness.clock.waits).toEqual([]);
    });
  });

  it('counts lists, watches and events', async () => {
    await harness.startAndWatch();
    watch().reset();
    await harness.until('reconnect');
    const { values } = harness.metrics;
    const name = 'widgets.shop.example.com';
    expect(values.get(`reflector_lists_total{name=${name}}`)).toBe(1);
    expect(values.get(`reflector_watches_total{name=${name}}`)).toBe(1);
    expect(
      values.get(`reflector_events_total{name=${name},event=reconnect}`),
    ).toBe(1);
    harness.metrics.collect();
    expect(values.get(`reflector_objects{name=${name}}`)).toBe(2);
  });

  function lastWait(): number {
    const waits = harness.happened.flatMap(event =>
      'retryInMs' in event ? [event.retryInMs] : [],
    );
    return waits.at(-1) ?? NaN;
  }
});

function drop(res: ServerResponse): boolean {
  res.socket?.resetAndDestroy();
  return true;
}
