import {
  EventStream,
  silentLogger,
  type InformerEvent,
} from '@promenade/kube-client';
import { forbiddenError } from '../__testUtils__/forbidReading';
import { Freshness } from './Freshness';

const noon = Date.parse('2026-03-01T12:00:00Z');

class Watch {
  hasSynced = true;
  lastSeen: number | undefined = noon;
  readonly events = new EventStream<InformerEvent>(silentLogger);

  emit(...events: InformerEvent[]): void {
    for (const event of events) this.events.emit(event);
  }
}

function follow(watch: Watch): Freshness {
  const freshness = new Freshness();
  freshness.add(watch);
  freshness.complete();
  return freshness;
}

const relist: InformerEvent = {
  type: 'relist',
  resourceVersion: '9',
  objects: 1,
  staleDeletes: 0,
  streamed: true,
  tookMs: 1,
};
const reconnect = (error: Error): InformerEvent => ({
  type: 'reconnect',
  error,
  resourceVersion: '7',
  retryInMs: 1_000,
});
const watching = (resourceVersion: string): InformerEvent => ({
  type: 'watching',
  resourceVersion,
});

describe('Freshness', () => {
  it('is live again when a watch continues from the last resource version', () => {
    const watch = new Watch();
    const freshness = follow(watch);
    watch.emit(reconnect(new Error('reset')));
    expect(freshness.report()).toMatchObject({
      status: 'stale',
      message: 'reset',
    });
    watch.emit(watching('7'));
    expect(freshness.report().status).toBe('live');
  });

  it('is stale after the resource version has expired, until all objects have been read', () => {
    const watch = new Watch();
    const freshness = follow(watch);
    const error = new Error('too old resource version');
    watch.emit({ type: 'gone', resourceVersion: '7', error });
    expect(freshness.report().status).toBe('stale');
    watch.emit(watching(''));
    expect(freshness.report().status).toBe('stale');
    watch.emit(relist);
    expect(freshness.report().status).toBe('live');
  });

  it('is as of the last sign of life before the connection was lost', () => {
    const watch = new Watch();
    const freshness = follow(watch);
    const error = new Error('too old resource version');
    watch.emit({ type: 'gone', resourceVersion: '7', error });
    watch.lastSeen = noon + 60_000;
    watch.emit(watching(''));
    expect(freshness.report().lastSeen).toEqual(new Date(noon));
    watch.emit(relist);
    expect(freshness.report().lastSeen).toEqual(new Date(noon + 60_000));
  });

  it('counts how often a watch was opened again after an error', () => {
    const watch = new Watch();
    const freshness = follow(watch);
    watch.emit(reconnect(new Error('reset')), watching('7'));
    watch.emit({ type: 'closed', events: 1, lastedMs: 1 }, watching('8'));
    watch.emit({ type: 'stalled', silentMs: 1 }, watching('9'));
    expect(freshness.restarts).toBe(2);
  });

  it('ignores a watch that is forbidden, until it is allowed', () => {
    const watch = new Watch();
    const freshness = follow(watch);
    watch.hasSynced = false;
    const error = forbiddenError('builds');
    watch.emit({ type: 'listFailed', error, retryInMs: 1_000 });
    expect(freshness.report().status).toBe('live');
    expect(freshness.isForbidden(watch)).toBe(true);
    watch.hasSynced = true;
    watch.emit(relist);
    expect(freshness.isForbidden(watch)).toBe(false);
  });
});
