import { FakeClock } from '../__testUtils__/FakeClock';
import { RecordingMetrics } from '../__testUtils__/RecordingMetrics';
import { highPriority, lowPriority, WorkQueue } from './WorkQueue';

describe('WorkQueue', () => {
  let clock: FakeClock;
  let queue: WorkQueue;

  beforeEach(() => {
    clock = new FakeClock();
    queue = new WorkQueue({ clock });
  });

  /** Returns all queued keys. */
  async function drain(): Promise<string[]> {
    const keys: string[] = [];
    while (queue.depth > 0) {
      const key = await queue.get();
      if (key !== undefined) {
        keys.push(key);
        queue.done(key);
      }
    }
    return keys;
  }

  it('returns keys in FIFO order, each once', async () => {
    ['a', 'b', 'a', 'c', 'b'].forEach(key => queue.add(key));
    expect(queue.depth).toBe(3);
    expect(await drain()).toEqual(['a', 'b', 'c']);
  });

  it('returns a key again after done if it was added while it was processed', async () => {
    queue.add('a');
    expect(await queue.get()).toBe('a');
    queue.add('a');
    queue.add('a');
    queue.add('b');
    expect(queue.depth).toBe(1);
    expect(await queue.get()).toBe('b');
    const next = queue.get();
    queue.done('a');
    expect(await next).toBe('a');
    queue.done('a');
    queue.done('b');
    expect(queue.depth).toBe(0);
  });

  it('wakes one waiting worker for each key', async () => {
    const first = queue.get();
    const second = queue.get();
    queue.add('a');
    queue.add('b');
    expect(await Promise.all([first, second])).toEqual(['a', 'b']);
  });

  it('returns changes before keys of low priority', async () => {
    queue.add('old-1', { priority: lowPriority });
    queue.add('old-2', { priority: lowPriority });
    queue.add('new');
    expect(await drain()).toEqual(['new', 'old-1', 'old-2']);
  });

  it('raises the priority of a queued key but never lowers it', async () => {
    queue.add('a', { priority: lowPriority });
    queue.add('b', { priority: lowPriority });
    queue.add('b');
    queue.add('b', { priority: lowPriority });
    expect(await drain()).toEqual(['b', 'a']);
  });

  it('returns a key of low priority among many of higher priority', async () => {
    queue.add('unimportant', { priority: lowPriority });
    for (let i = 0; i < 100; i += 1) {
      queue.add(`important-${i}`);
    }
    expect((await drain()).indexOf('unimportant')).toBe(9);
  });

  it.each([
    ['low', lowPriority, 0],
    ['middle', 0, lowPriority],
  ])(
    'returns keys of %s priority despite a stream of high priority and a backlog of another',
    async (_, priority, backlogPriority) => {
      for (let i = 0; i < 100; i += 1) {
        queue.add(`backlog-${i}`, { priority: backlogPriority });
      }
      queue.add('first', { priority });
      queue.add('second', { priority });
      const taken: (string | undefined)[] = [];
      for (let turn = 0; turn < 60; turn += 1) {
        queue.add(`high-${turn}`, { priority: highPriority });
        taken.push(await queue.get());
      }
      expect(taken).toEqual(expect.arrayContaining(['first', 'second']));
      expect(taken.filter(key => key?.startsWith('high'))).toHaveLength(54);
    },
  );

  it('keeps the priority of a key that was added while it was processed', async () => {
    queue.add('a');
    await queue.get();
    queue.add('a', { priority: lowPriority });
    queue.add('b', { priority: lowPriority + 1 });
    queue.done('a');
    expect(await drain()).toEqual(['b', 'a']);
  });

  it('adds a delayed key at its earliest due time', async () => {
    queue.addAfter('late', 1000);
    queue.addAfter('early', 500);
    queue.addAfter('late', 700);
    queue.addAfter('late', 2000);
    queue.addAfter('now', 0);
    expect(await drain()).toEqual(['now']);
    await clock.advance(500);
    expect(await drain()).toEqual(['early']);
    await clock.advance(200);
    expect(await drain()).toEqual(['late']);
    await clock.advance(10_000);
    expect(await drain()).toEqual([]);
    expect(queue.delayed).toBe(0);
  });

  it('doubles the delay after each failure up to a limit, and resets it with forget', () => {
    const waits = Array.from({ length: 20 }, () => queue.addRateLimited('a'));
    expect(waits.slice(0, 5)).toEqual([5, 10, 20, 40, 80]);
    expect(waits.slice(-3)).toEqual([655_360, 1_000_000, 1_000_000]);
    expect(queue.failures('a')).toBe(20);
    expect(queue.addRateLimited('b')).toBe(5);
    queue.forget('a');
    expect(queue.addRateLimited('a')).toBe(5);
  });

  it('is idle when no key is queued or processed', async () => {
    let idle = false;
    queue.add('a');
    queue.addAfter('later', 60_000);
    const becameIdle = queue.idle().then(() => {
      idle = true;
    });
    await queue.get();
    await clock.advance(1);
    expect(idle).toBe(false);
    queue.done('a');
    await becameIdle;
    expect(idle).toBe(true);
  });

  it('returns queued keys after shutdown, accepts no more and leaves no timer', async () => {
    queue.add('a');
    queue.addAfter('b', 100);
    queue.shutdown();
    queue.add('c');
    queue.addAfter('d', 1);
    expect(await queue.get()).toBe('a');
    queue.done('a');
    expect(await queue.get()).toBeUndefined();
    expect(clock.waits).toEqual([]);
  });

  it('resolves waiting workers with undefined on shutdown', async () => {
    const waiting = queue.get();
    queue.shutdown();
    expect(await waiting).toBeUndefined();
  });

  it('returns thousands of delayed keys in order', async () => {
    const due = Array.from({ length: 2000 }, (_, i) => ((i * 7919) % 2000) + 1);
    due.forEach(ms => queue.addAfter(String(ms), ms));
    await clock.advance(2000);
    expect(await drain()).toEqual(
      [...due].sort((a, b) => a - b).map(ms => String(ms)),
    );
  });

  it('reports the metrics of client-go', async () => {
    const metrics = new RecordingMetrics();
    queue = new WorkQueue({ name: 'q', clock, metrics });
    queue.add('a');
    queue.add('a');
    queue.add('b');
    queue.addRateLimited('c');
    await clock.advance(2);
    const key = await queue.get();
    await clock.advance(1000);
    metrics.collect();
    queue.done(String(key));
    expect(Object.fromEntries(metrics.values)).toEqual({
      'workqueue_adds_total{name=q}': 3,
      'workqueue_retries_total{name=q}': 1,
      'workqueue_depth{name=q}': 2,
      'workqueue_unfinished_work_seconds{name=q}': 1,
      'workqueue_longest_running_processor_seconds{name=q}': 1,
    });
    expect(
      metrics.observations.get('workqueue_queue_duration_seconds{name=q}'),
    ).toEqual([0.002]);
    expect(
      metrics.observations.get('workqueue_work_duration_seconds{name=q}'),
    ).toEqual([1]);
  });
});
