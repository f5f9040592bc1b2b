import { ServerResponse } from 'node:http';
import { InformerHarness } from '../__testUtils__/InformerHarness';
import { sendStatus } from '../__testUtils__/apiHttp';
import { ReceivedRequest, FakeApiServer } from '../__testUtils__/FakeApiServer';
import { waitUntil } from '../__testUtils__/waitUntil';
import { widget, widgets } from '../__testUtils__/widgets';

const isWatch = ({ query }: ReceivedRequest) => query.has('watch');
const isList = ({ collection, query }: ReceivedRequest) =>
  collection === widgets && !query.has('watch');

describe('a reflector', () => {
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

  /** What was asked for after the first list and watch, shortest form. */
  function asked(): string[] {
    return api.requests
      .filter(({ collection }) => collection === widgets)
      .map(({ query }) => {
        const version = query.get('resourceVersion') ?? '';
        const kind = query.has('watch') ? 'watch' : 'list';
        return query.has('sendInitialEvents') ? 'stream' : `${kind} ${version}`;
      });
  }

  /** The open watch. */
  function watch() {
    const [open] = api.watches;
    if (!open) {
      throw new Error('no watch is open');
    }
    return open;
  }

  /** Has the next watch or list refused. */
  function refuse(
    matches: (request: ReceivedRequest) => boolean,
    code: number,
    reason: string,
    headers?: Record<string, string>,
  ) {
    api.failNext(1, matches, (_request, res) =>
      sendStatus(res, code, reason, `refused with ${code}`, headers),
    );
  }

  describe('in good times', () => {
    it("lists from the server's cache, and then watches from there with bookmarks", async () => {
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

    it('asks for a watch of five to ten minutes, never the same', async () => {
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

    it('reads a long list in pages', async () => {
      await harness.stop();
      harness = InformerHarness.create(api, { pageSize: 1 });
      await harness.startAndWatch();
      expect(harness.informer.size).toBe(2);
      expect(api.requests.filter(isList)).toHaveLength(2);
    });

    it('goes on from the last event or bookmark when the server ends a watch', async () => {
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

    it('tells when the server last gave a sign of life', async () => {
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
  });

  describe('on a server that streams initial states', () => {
    beforeEach(() => {
      api.minor = '34';
    });

    it('gets the first state and the changes in one watch, without a list', async () => {
      await harness.startAndWatch();
      expect(asked()).toEqual(['stream']);
      expect(watch().query.get('resourceVersionMatch')).toBe('NotOlderThan');
      expect(harness.happened).toContainEqual(
        expect.objectContaining({ type: 'relist', streamed: true, objects: 2 }),
      );
      api.put(widgets, widget('c'));
      await harness.called(3);
      expect(harness.calls).toEqual([
        'add default/a (initial)',
        'add default/b (initial)',
        'add default/c',
      ]);
      watch().reset();
      await harness.until('reconnect');
      await harness.clock.advance(1200);
      await harness.until('watching', 2);
      expect(asked()).toEqual(['stream', 'watch 103']);
    });

    it.each([400, 422])(
      'asks for lists from then on when that is refused with %i',
      async code => {
        refuse(isWatch, code, 'Invalid');
        await harness.startAndWatch();
        expect(asked()).toEqual(['stream', 'list 0', 'watch 102']);
        expect(harness.count('watchListRefused')).toBe(1);
      },
    );

    it('keeps nothing of a state that was cut off', async () => {
      api.failNext(1, isWatch, (_request, res) => {
        res.writeHead(200);
        res.write(
          `${JSON.stringify({ type: 'ADDED', object: widget('half') })}\n`,
        );
        res.socket?.destroySoon();
      });
      harness.start();
      await harness.until('reconnect');
      expect(harness.informer.hasSynced).toBe(false);
      expect(harness.calls).toEqual([]);
      await harness.clock.advance(1200);
      await harness.informer.waitForSync();
      expect(harness.informer.list()).toHaveLength(2);
    });

    it('asks for lists where the initial state has no end', async () => {
      api.failNext(1, isWatch, (_request, res) => res.writeHead(200).end());
      await harness.startAndWatch();
      expect(asked()).toEqual(['stream', 'list 0', 'watch 102']);
    });
  });

  describe('in bad times', () => {
    it('goes on where it was after a reset, and misses nothing', async () => {
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

    it('waits longer each time, up to a limit, and little again after two good minutes', async () => {
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
      'tries again from where it was when a watch is refused with %i',
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

    it('waits as long as the server asks when it is throttled', async () => {
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

    it('reads everything again when the server no longer has its version, told by status', async () => {
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

    it('reads everything again when the server no longer has its version, told in the stream', async () => {
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

    /** Loses the connection; meanwhile, one object goes, one changes and one comes. */
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

    it('does not read everything in a loop when every version is too old', async () => {
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

    it('gives a connection up that has gone silent', async () => {
      await harness.startAndWatch();
      watch().silence();
      await harness.clock.advance(450_000 + 29_999);
      expect(harness.count('stalled')).toBe(0);
      await harness.clock.advance(1);
      await harness.until('stalled');
      await harness.until('watching', 2);
      expect(asked()).toEqual(['list 0', 'watch 102', 'watch 102']);
    });

    it('notices silence sooner where the server sends bookmarks', async () => {
      await harness.startAndWatch();
      api.bookmark();
      await harness.until('bookmark');
      watch().silence();
      await harness.clock.advance(180_000);
      await harness.until('stalled');
      await harness.until('watching', 2);
      expect(harness.informer.list()).toHaveLength(2);
    });

    it('is never blind for long on a server that ends watches at once', async () => {
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
      ['no JSON', '<html>oops</html>\n'],
      ['JSON that is no event', '{"hello":"world"}\n'],
      ['an event without an object', '{"type":"ADDED"}\n'],
      ['an error without a status', '{"type":"ERROR","object":{}}\n'],
      ['an unknown event', '{"type":"EXPLODED","object":{"metadata":{}}}\n'],
    ])('survives a line that is %s', async (_, line) => {
      await harness.startAndWatch();
      api.put(widgets, widget('c'));
      await harness.called(3);
      watch().write(line);
      await harness.until('garbage');
      await harness.clock.advance(1200);
      await harness.until('watching', 2);
      api.put(widgets, widget('d'));
      await harness.called(4);
      expect(asked().at(-1)).toBe('watch 103');
    });

    it('survives an event that was cut off in the middle', async () => {
      await harness.startAndWatch();
      watch().write('{"type":"ADDED","obj');
      watch().end();
      await harness.until('garbage');
      await harness.clock.advance(1200);
      await harness.until('watching', 2);
      expect(harness.count('relist')).toBe(1);
    });

    it('keeps what it has while lists fail', async () => {
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

    it('looks every few seconds whether a type that is not served has been installed', async () => {
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

    it('tries again from where it was after an error in the stream', async () => {
      await harness.startAndWatch();
      watch().error(500, 'InternalError', 'etcd is unwell');
      await harness.until('reconnect');
      await harness.clock.advance(lastWait());
      await harness.until('watching', 2);
      expect(asked()).toEqual(['list 0', 'watch 102', 'watch 102']);
    });

    it('starts on a server that is not there yet', async () => {
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

    it('ends at once when it is stopped, wherever it is, and asks for nothing more', async () => {
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

  it('counts what happens to it', async () => {
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
