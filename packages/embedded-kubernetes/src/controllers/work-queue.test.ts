import type { Timers } from './timers';
import { WorkQueue } from './work-queue';

/** Timers that run when the test says so. */
class ManualTimers implements Timers {
  readonly delays: number[] = [];
  private callbacks = new Set<() => void>();

  schedule(milliseconds: number, callback: () => void): () => void {
    this.delays.push(milliseconds);
    this.callbacks.add(callback);
    return () => this.callbacks.delete(callback);
  }

  /** Runs the callbacks that are scheduled now. */
  run(): void {
    const callbacks = [...this.callbacks];
    this.callbacks = new Set();
    callbacks.forEach(callback => callback());
  }

  get isIdle(): boolean {
    return this.callbacks.size === 0;
  }
}

describe('WorkQueue', () => {
  const keyOf = (item: string) => item;
  const onError = jest.fn();
  let timers: ManualTimers;

  beforeEach(() => {
    timers = new ManualTimers();
    onError.mockClear();
  });

  it('processes an item once that is added several times', () => {
    const processed: string[] = [];
    const work = (item: string) => {
      processed.push(item);
    };
    const queue = new WorkQueue({ keyOf, work, onError, timers });
    queue.add('a');
    queue.add('b');
    queue.add('a');
    timers.run();
    expect(processed).toEqual(['a', 'b']);
    expect(timers.isIdle).toBe(true);
  });

  it('retries a failed item with a growing delay until it succeeds', () => {
    let failures = 3;
    const work = () => {
      failures -= 1;
      if (failures >= 0) throw new Error('failed');
    };
    const queue = new WorkQueue({ keyOf, work, onError, timers });
    queue.add('a');
    while (!timers.isIdle) timers.run();
    expect(failures).toBe(-1);
    expect(onError).toHaveBeenCalledTimes(3);
    expect(onError).toHaveBeenCalledWith(new Error('failed'), 'a');
    expect(timers.delays.filter(delay => delay > 0)).toEqual([
      1000, 2000, 4000,
    ]);
  });

  it('processes an item again after the delay that it returns', () => {
    const delays = [500, undefined];
    const work = () => delays.shift();
    const queue = new WorkQueue({ keyOf, work, onError, timers });
    queue.add('a');
    while (!timers.isIdle) timers.run();
    expect(delays).toEqual([]);
    expect(timers.delays).toEqual([0, 500, 0]);
  });

  it('cancels the retry of an item that is removed, and all when it stops', () => {
    const work = () => {
      throw new Error('failed');
    };
    const queue = new WorkQueue({ keyOf, work, onError, timers });
    queue.add('a');
    timers.run();
    queue.remove('a');
    expect(timers.isIdle).toBe(true);
    queue.add('b');
    timers.run();
    queue.stop();
    expect(timers.isIdle).toBe(true);
  });
});
