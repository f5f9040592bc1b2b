import { InformerHarness } from '../__testUtils__/InformerHarness';
import { FakeApiServer } from '../__testUtils__/FakeApiServer';
import {
  describeRequests,
  isWatch,
  openWatch,
  refuseNext,
  type Refusal,
} from '../__testUtils__/reflectorRequests';
import { waitUntil } from '../__testUtils__/waitUntil';
import { widget, widgets } from '../__testUtils__/widgets';

describe('Reflector on a server with WatchList', () => {
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

  beforeEach(() => {
    api.minor = '34';
  });

  it('receives the initial objects and changes in one watch, without a list', async () => {
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

  it.each([400, 405, 406, 415, 422, 501])(
    'lists at once after status %i',
    async code => {
      refuse(isWatch, code, 'Invalid');
      await harness.startAndWatch();
      expect(asked()).toEqual(['stream', 'list 0', 'watch 102']);
      expect(harness.count('watchListRefused')).toBe(1);
    },
  );

  it.each([403, 500, 502])(
    'lists after a delay after status %i',
    async code => {
      refuse(isWatch, code, '');
      harness.start();
      await harness.until('watchListRefused');
      expect(asked()).toEqual(['stream']);
      await harness.clock.advance(1200);
      await harness.until('watching');
      expect(asked()).toEqual(['stream', 'list 0', 'watch 102']);
    },
  );

  it('lists when the initial events do not end', async () => {
    api.ignoresSendInitialEvents = true;
    harness.start();
    await harness.until('watching');
    await harness.clock.advance(9_999);
    expect(harness.count('watchListRefused')).toBe(0);
    await harness.clock.advance(1);
    await harness.until('watchListRefused');
    await harness.informer.waitForSync();
    expect(asked()).toEqual(['stream', 'list 0']);
  });

  it('lists when the initial events do not end among steady changes', async () => {
    api.ignoresSendInitialEvents = true;
    let chunks = 0;
    const open = harness.client.watch.bind(harness.client);
    jest
      .spyOn(harness.client, 'watch')
      .mockImplementation((type, { onActivity, ...options }) =>
        open(type, {
          ...options,
          onActivity: () => {
            onActivity?.();
            chunks += 1;
          },
        }),
      );
    const changeAndReceive = async (spec: number) => {
      const before = chunks;
      api.put(widgets, widget('a', { spec }));
      await waitUntil(() => chunks > before);
    };
    harness.start();
    await waitUntil(() => chunks > 0);
    for (let change = 0; change < 12; change += 1) {
      expect(harness.count('watchListRefused')).toBe(0);
      await changeAndReceive(change);
      await harness.clock.advance(5_000);
    }
    await harness.until('watchListRefused');
    await harness.informer.waitForSync();
    expect(harness.informer.size).toBe(2);
  });

  it('remembers for half an hour that a server does not support it', async () => {
    const { client, clock } = harness;
    const others = [1, 2].map(() =>
      InformerHarness.create(api, { client, clock }),
    );
    refuse(isWatch, 400, 'BadRequest');
    await harness.startAndWatch();
    await others[0].startAndWatch();
    expect(asked()).toEqual([
      'stream',
      'list 0',
      'watch 102',
      'list 0',
      'watch 102',
    ]);
    await clock.advance(1_800_000);
    const before = api.requests.length;
    others[1].start();
    await others[1].informer.waitForSync();
    expect(
      api.requests
        .slice(before)
        .some(({ query }) => query.has('sendInitialEvents')),
    ).toBe(true);
    await Promise.all(others.map(each => each.stop()));
  });

  it('discards an incomplete stream of initial events', async () => {
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

  it('lists when the watch ends before the final bookmark', async () => {
    api.failNext(1, isWatch, (_request, res) => res.writeHead(200).end());
    await harness.startAndWatch();
    expect(asked()).toEqual(['stream', 'list 0', 'watch 102']);
  });
});
