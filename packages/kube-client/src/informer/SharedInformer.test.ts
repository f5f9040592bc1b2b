import { InformerHarness } from '../__testUtils__/InformerHarness';
import { FakeApiServer } from '../__testUtils__/FakeApiServer';
import { waitUntil } from '../__testUtils__/waitUntil';
import { widget, widgets, widgetType } from '../__testUtils__/widgets';
import { UnstructuredObject } from '../objects/KubeObject';
import { keyOf } from '../objects/ObjectKey';
import { InformerFactory } from './InformerFactory';

describe('SharedInformer', () => {
  let api: FakeApiServer;
  const harnesses: InformerHarness[] = [];

  beforeEach(async () => {
    api = await FakeApiServer.start();
    api.put(widgets, widget('a', { spec: { color: 'red' } }));
    api.put(widgets, widget('b', { spec: { color: 'blue' } }));
  });

  afterEach(async () => {
    await Promise.all(harnesses.splice(0).map(each => each.stop()));
    await api.stop();
  });

  function harness(
    options: Parameters<typeof InformerHarness.create>[1] = {},
  ): InformerHarness {
    const created = InformerHarness.create(api, options);
    harnesses.push(created);
    return created;
  }

  const byColor = ({ spec }: UnstructuredObject) =>
    typeof spec === 'object' && spec !== null && 'color' in spec
      ? [String(spec.color)]
      : [];

  it('returns cached objects by key and as a list', async () => {
    const { informer, ...rest } = await started(harness());
    expect(informer.get('default/a')).toMatchObject(
      widget('a', { spec: { color: 'red' } }),
    );
    expect(informer.get('default/none')).toBeUndefined();
    expect(informer.list().map(keyOf)).toEqual(['default/a', 'default/b']);
    expect(rest.api.requests).toHaveLength(3); // version, list, watch
  });

  it('has synced after the first list, not before', async () => {
    const h = harness();
    expect(h.informer.hasSynced).toBe(false);
    await started(h);
    expect(h.informer.hasSynced).toBe(true);
    await h.informer.waitForSync();
  });

  it('rejects waitForSync when its signal is aborted', async () => {
    const enough = new AbortController();
    const waiting = harness().informer.waitForSync(enough.signal);
    enough.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
  });

  it('keeps indexes up to date', async () => {
    const h = await started(harness({ indexers: { color: byColor } }));
    const of = (color: string) => h.informer.byIndex('color', color).map(keyOf);
    expect(of('red')).toEqual(['default/a']);
    api.put(widgets, widget('a', { spec: { color: 'blue' } }));
    await h.called(3);
    expect([of('red'), of('blue').sort()]).toEqual([
      [],
      ['default/a', 'default/b'],
    ]);
    api.remove(widgets, 'b', { namespace: 'default' });
    await h.called(4);
    expect(of('blue')).toEqual(['default/a']);
    expect(h.informer.indexValues('color')).toEqual(['blue']);
  });

  it('adds an index later and rejects a second function of the same name', async () => {
    const { informer } = await started(harness());
    informer.addIndexers({ color: byColor });
    informer.addIndexers({ color: byColor });
    expect(informer.byIndex('color', 'red').map(keyOf)).toEqual(['default/a']);
    expect(informer.countByIndex('color', 'red')).toBe(1);
    expect(informer.countByIndex('color', 'green')).toBe(0);
    expect(() => informer.addIndexers({ color: () => [] })).toThrow(
      'index "color" already exists with another function',
    );
    expect(() => informer.byIndex('size', 'xl')).toThrow(
      'index "size" does not exist; existing indexes: color',
    );
  });

  it('omits an object from an index whose function throws, and emits an event', async () => {
    const h = await started(
      harness({
        indexers: {
          first: ({ metadata }) => {
            if (metadata.name === 'a') {
              throw new Error('not a');
            }
            return ['x'];
          },
        },
      }),
    );
    expect(h.informer.byIndex('first', 'x').map(keyOf)).toEqual(['default/b']);
    expect(h.informer.size).toBe(2);
    expect(h.happened).toContainEqual(
      expect.objectContaining({ type: 'indexError', key: 'default/a' }),
    );
  });

  it('stores frozen objects without managedFields', async () => {
    const managed = widget('m', { spec: { list: [{}] } });
    Object.assign(managed.metadata, { managedFields: [{ manager: 'x' }] });
    api.put(widgets, managed);
    const { informer } = await started(harness());
    const object = informer.get('default/m');
    expect(object?.metadata).not.toHaveProperty('managedFields');
    expect(() => Object.assign(object?.metadata ?? {}, { name: 'x' })).toThrow(
      TypeError,
    );
    expect(Object.isFrozen(object?.spec)).toBe(true);
  });

  it('stores an object unchanged when the transform throws, and emits an event', async () => {
    const h = await started(
      harness({
        transform: object => {
          if (object.metadata.name === 'a') {
            throw new Error('cannot');
          }
          return { ...object, smaller: true };
        },
      }),
    );
    expect(h.informer.get('default/a')).toMatchObject(widget('a'));
    expect(h.informer.get('default/b')).toHaveProperty('smaller', true);
    expect(h.happened).toContainEqual(
      expect.objectContaining({ type: 'transformError', key: 'default/a' }),
    );
  });

  it('calls every handler when another one throws or rejects', async () => {
    const h = harness();
    h.informer.addHandler({
      onAdd: () => {
        throw new Error('thrown');
      },
      onUpdate: async () => {
        throw new Error('rejected');
      },
    });
    const received: string[] = [];
    h.informer.addHandler({
      onAdd: object => received.push(keyOf(object)),
      onUpdate: (_, object) => received.push(keyOf(object)),
    });
    await started(h);
    api.put(widgets, widget('a', { spec: 2 }));
    await h.until('handlerError', 3);
    expect(received).toEqual(['default/a', 'default/b', 'default/a']);
    expect(h.happened.filter(({ type }) => type === 'handlerError')).toEqual([
      expect.objectContaining({ key: 'default/a', handler: 'onAdd' }),
      expect.objectContaining({ key: 'default/b', handler: 'onAdd' }),
      expect.objectContaining({
        key: 'default/a',
        handler: 'onUpdate',
        error: new Error('rejected'),
      }),
    ]);
  });

  it('calls a new handler for cached objects and a removed handler no more', async () => {
    const h = await started(harness());
    const received: string[] = [];
    const remove = h.informer.addHandler({
      onAdd: (object, { initial }) =>
        received.push(`${keyOf(object)} ${initial}`),
    });
    expect(received).toEqual(['default/a true', 'default/b true']);
    remove();
    api.put(widgets, widget('c'));
    await h.called(3);
    expect(received).toHaveLength(2);
  });

  it('reports an object that was deleted and created again as a deletion and an addition', async () => {
    const h = await started(harness());
    api.put(widgets, widget('a', { uid: 'another' }));
    await h.called(4);
    expect(h.calls.slice(2)).toEqual([
      'delete default/a (stale)',
      'add default/a',
    ]);
  });

  it('passes the final state of a deleted object', async () => {
    const h = await started(harness());
    const deleted = new Promise<UnstructuredObject>(resolve =>
      h.informer.addHandler({ onDelete: resolve }),
    );
    api.remove(widgets, 'a', { namespace: 'default' });
    expect(await deleted).toMatchObject({
      metadata: { name: 'a', resourceVersion: '103' },
      spec: { color: 'red' },
    });
  });

  it('calls handlers for all objects at the resync interval', async () => {
    const h = await started(harness({ resyncMs: 600_000 }));
    await h.clock.advance(600_000);
    await h.clock.advance(600_000);
    expect(h.calls.slice(2)).toEqual([
      'update default/a (resync)',
      'update default/b (resync)',
      'update default/a (resync)',
      'update default/b (resync)',
    ]);
    expect(h.count('resync')).toBe(2);
  });

  it('can be limited to several namespaces in one cache', async () => {
    api.put(widgets, widget('c', { namespace: 'other' }));
    api.put(widgets, widget('d', { namespace: 'secret' }));
    const h = harness({ namespaces: ['default', 'other'] });
    h.start();
    await h.informer.waitForSync();
    await waitUntil(() => api.watches.size === 2);
    expect(h.informer.list().map(keyOf).sort()).toEqual([
      'default/a',
      'default/b',
      'other/c',
    ]);
    expect(api.requests.map(({ namespace }) => namespace)).not.toContain(
      'secret',
    );
    const [first] = [...api.watches].filter(
      ({ namespace }) => namespace === 'default',
    );
    await h.clock.advance(100_000);
    api.remove(widgets, 'a', { namespace: 'default', silently: true });
    first?.error(410, 'Expired', 'too old');
    await h.until('relist', 3);
    expect(h.informer.list().map(keyOf).sort()).toEqual([
      'default/b',
      'other/c',
    ]);
    expect(h.happened).toContainEqual(
      expect.objectContaining({ type: 'gone', namespace: 'default' }),
    );
  });

  async function started(h: InformerHarness): Promise<InformerHarness> {
    await h.startAndWatch();
    return h;
  }

  describe('from a factory', () => {
    it('is shared and has the indexes of all callers', async () => {
      const { client } = harness();
      const factory = new InformerFactory(client);
      const stop = new AbortController();
      const one = factory.for(widgetType, { indexers: { color: byColor } });
      const two = factory.for(widgetType, {
        indexers: { name: o => [o.metadata.name] },
      });
      expect(two).toBe(one);
      factory.start(stop.signal);
      await factory.waitForSync();
      expect(two.byIndex('color', 'red').map(keyOf)).toEqual(['default/a']);
      expect(one.byIndex('name', 'b').map(keyOf)).toEqual(['default/b']);
      await waitUntil(() => api.watches.size === 1);
      stop.abort();
    });

    it('starts at once after the factory was started, and uses its namespaces', async () => {
      const { client } = harness();
      const factory = new InformerFactory(client, { namespaces: ['other'] });
      const stop = new AbortController();
      factory.start(stop.signal);
      const informer = factory.for(widgetType);
      await factory.waitForSync();
      expect(informer.list()).toEqual([]);
      expect(api.requests.at(-1)?.namespace).toBe('other');
      stop.abort();
    });
  });
});
