import { FakeClock } from '../__testUtils__/FakeClock';
import { RecordingMetrics } from '../__testUtils__/RecordingMetrics';
import { sendStatus } from '../__testUtils__/apiHttp';
import { FakeApiServer } from '../__testUtils__/FakeApiServer';
import { widget } from '../__testUtils__/widgets';
import { KubeClient } from '../client/KubeClient';
import { eventType } from '../objects/ResourceType';
import { EventRecorder } from './EventRecorder';

describe('EventRecorder', () => {
  const object = widget('a', { namespace: 'shop', uid: 'uid-1' });
  let api: FakeApiServer;
  let clock: FakeClock;
  let client: KubeClient;
  let metrics: RecordingMetrics;
  let recorder: EventRecorder;
  const warnings: string[] = [];

  beforeEach(async () => {
    warnings.length = 0;
    api = await FakeApiServer.start();
    clock = new FakeClock();
    metrics = new RecordingMetrics();
    client = KubeClient.fromCluster({ server: api.url }, { qps: 0 });
    recorder = new EventRecorder({
      client,
      component: 'promenade',
      instance: 'pod-1',
      clock,
      metrics,
      logger: {
        debug() {},
        info() {},
        warn: message => warnings.push(message),
        error() {},
      },
    });
  });

  afterEach(async () => {
    await client.close();
    await api.stop();
  });

  /** The written Events, without names and versions. */
  async function written() {
    await recorder.flush();
    const { items } = await client.list(eventType);
    return items;
  }

  function outcome(name: string): number {
    return (
      metrics.values.get(`event_recorder_events_total{outcome=${name}}`) ?? 0
    );
  }

  it('writes an Event in the namespace of the object', async () => {
    recorder.event(object, 'Warning', 'ClassMissing', 'there is no class "x"');
    expect(await written()).toEqual([
      expect.objectContaining({
        apiVersion: 'v1',
        kind: 'Event',
        metadata: expect.objectContaining({
          name: expect.stringMatching(/^a\.[0-9a-f]+$/),
          namespace: 'shop',
        }),
        involvedObject: {
          apiVersion: 'shop.example.com/v1',
          kind: 'Widget',
          namespace: 'shop',
          name: 'a',
          uid: 'uid-1',
        },
        type: 'Warning',
        reason: 'ClassMissing',
        message: 'there is no class "x"',
        count: 1,
        firstTimestamp: '2026-01-01T00:00:00Z',
        lastTimestamp: '2026-01-01T00:00:00Z',
        source: { component: 'promenade', host: 'pod-1' },
        reportingComponent: 'promenade',
        reportingInstance: 'pod-1',
      }),
    ]);
  });

  it('writes Events of cluster-scoped objects to the namespace default', async () => {
    const { namespace, ...metadata } = object.metadata;
    recorder.event({ ...object, metadata }, 'Normal', 'Ready', 'is ready');
    expect((await written())[0]?.metadata.namespace).toBe('default');
    expect(namespace).toBe('shop');
  });

  it('increases the count for a repeated event', async () => {
    recorder.event(object, 'Normal', 'Ready', 'is ready');
    await clock.advance(60_000);
    recorder.event(object, 'Normal', 'Ready', 'is ready');
    recorder.event(object, 'Normal', 'Ready', 'is ready');
    expect(await written()).toEqual([
      expect.objectContaining({
        count: 3,
        firstTimestamp: '2026-01-01T00:00:00Z',
        lastTimestamp: '2026-01-01T00:01:00Z',
      }),
    ]);
  });

  it('creates a new Event when the old one was deleted', async () => {
    recorder.event(object, 'Normal', 'Ready', 'is ready');
    const [first] = await written();
    await client.delete(eventType, first?.metadata ?? { name: '' });
    recorder.event(object, 'Normal', 'Ready', 'is ready');
    expect(await written()).toEqual([expect.objectContaining({ count: 2 })]);
  });

  it('aggregates events that differ only in their message', async () => {
    for (let i = 0; i < 15; i += 1) {
      recorder.event(object, 'Warning', 'Failed', `attempt ${i} failed`);
    }
    const events = await written();
    expect(events).toHaveLength(10);
    expect(
      events.find(({ message }) => String(message).startsWith('(combined')),
    ).toMatchObject({
      message: '(combined from similar events): attempt 14 failed',
      count: 6,
    });
  });

  it('stops aggregating after ten minutes without a similar event', async () => {
    for (let i = 0; i < 12; i += 1) {
      recorder.event(object, 'Warning', 'Failed', `attempt ${i} failed`);
    }
    await clock.advance(600_001);
    recorder.event(object, 'Warning', 'Failed', 'a new kind of failure');
    expect(await written()).toContainEqual(
      expect.objectContaining({ message: 'a new kind of failure', count: 1 }),
    );
  });

  it('limits the rate of events for each object', async () => {
    for (let i = 0; i < 100; i += 1) {
      recorder.event(object, 'Normal', 'Ready', 'is ready');
    }
    recorder.event(widget('b'), 'Normal', 'Ready', 'is ready');
    await clock.advance(300_000);
    recorder.event(object, 'Normal', 'Ready', 'is ready');
    recorder.event(object, 'Normal', 'Ready', 'is ready');
    const counts = (await written()).map(({ count }) => count);
    expect(counts).toEqual([1, 26]);
    expect(outcome('dropped')).toBe(76);
  });

  it('never throws, but logs and counts failures', async () => {
    api.intercept((_request, res) => {
      sendStatus(res, 403, 'Forbidden', 'you may not');
      return true;
    });
    recorder.event(object, 'Normal', 'Ready', 'is ready');
    await recorder.flush();
    expect(warnings).toEqual([
      'event Ready of Widget shop/a was not written: you may not',
    ]);
    expect(outcome('failed')).toBe(1);
  });

  it('names the Event of an object with a long name so that the API server accepts it', async () => {
    const name = 'a'.repeat(253);
    recorder.event(
      { ...object, metadata: { ...object.metadata, name } },
      'Normal',
      'Ready',
      'is ready',
    );
    const [event] = await written();
    expect(event?.metadata.name).toMatch(/^[0-9a-f-]{36}$/);
    expect(event).toMatchObject({ involvedObject: { name } });
  });

  it('truncates a message that is too long for the API server', async () => {
    recorder.event(object, 'Normal', 'Ready', 'x'.repeat(5000));
    const [event] = await written();
    expect(String(event?.message)).toHaveLength(1024);
  });
});
