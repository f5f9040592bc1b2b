import { mockServices } from '@backstage/backend-test-utils';
import { NotFoundError } from '@backstage/errors';
import type {
  FreshnessReport,
  PlatformChange,
} from '@promenade/backstage-plugin-openchoreo-node';
import type { LiveSource } from './LiveChannel';
import { LiveFeed } from './LiveFeed';

/** A platform with components whose answers are the number of their changes. */
class Platform {
  readonly changes = new Map<string, number | Error>();
  readonly listeners = new Set<(change: PlatformChange) => void>();
  readonly #freshness = new Set<(report: FreshnessReport) => void>();
  computed = 0;

  readonly cache = {
    onChange: (listener: (change: PlatformChange) => void) => {
      this.listeners.add(listener);
      return () => this.listeners.delete(listener);
    },
    onFreshness: (listener: (report: FreshnessReport) => void) => {
      this.#freshness.add(listener);
      return () => this.#freshness.delete(listener);
    },
  };

  change(name: string, count: number | Error): void {
    this.changes.set(name, count);
    const change: PlatformChange = {
      type: 'updated',
      apiVersion: 'openchoreo.dev/v1alpha1',
      kind: 'Component',
      name,
    };
    this.listeners.forEach(listener => listener(change));
  }

  source(name: string, options: Partial<LiveSource> = {}): LiveSource {
    return {
      key: name,
      caller: 'user:default/ada',
      isAffectedBy: change => change.name === name,
      answer: async () => {
        this.computed += 1;
        const count = this.changes.get(name) ?? 0;
        if (count instanceof Error) throw count;
        return { count, asOf: new Date().toISOString() };
      },
      ...options,
    };
  }
}

describe('LiveFeed', () => {
  let platform: Platform;
  let feed: LiveFeed;
  const logger = mockServices.logger.mock();

  beforeEach(() => {
    jest.useFakeTimers();
    platform = new Platform();
    feed = new LiveFeed({ openChoreo: platform, logger });
  });

  afterEach(() => {
    feed.close();
    jest.useRealTimers();
  });

  /** Follows a source. Numbers are answers, and other texts are failures. */
  async function follow(source: LiveSource) {
    const received: unknown[] = [];
    const stop = feed.subscribe(source, state =>
      received.push(
        state.type === 'answer'
          ? { ...Object(state.answer) }.count
          : `${state.status} ${state.message}`,
      ),
    );
    await jest.advanceTimersByTimeAsync(0);
    return { received, stop };
  }

  it('sends the answer at once', async () => {
    const { received } = await follow(platform.source('greeter'));
    expect(received).toEqual([0]);
  });

  it('computes one answer for all subscribers after several changes', async () => {
    const one = await follow(platform.source('greeter'));
    const two = await follow(platform.source('greeter'));
    const before = platform.computed;
    for (let count = 1; count <= 50; count += 1) {
      platform.change('greeter', count);
    }
    await jest.advanceTimersByTimeAsync(100);
    expect(platform.computed).toBe(before + 1);
    expect(one.received).toEqual([0, 50]);
    expect(two.received).toEqual([0, 50]);
  });

  it('computes an answer for each caller of a source without a key', async () => {
    const source = platform.source('home', { key: undefined });
    const one = await follow(source);
    const two = await follow(source);
    platform.change('home', 1);
    await jest.advanceTimersByTimeAsync(500);
    expect(platform.computed).toBe(4);
    expect([one.received, two.received]).toEqual([
      [0, 1],
      [0, 1],
    ]);
  });

  it('sends nothing when only the time of the answer has changed', async () => {
    const { received } = await follow(platform.source('greeter'));
    platform.change('greeter', 0);
    await jest.advanceTimersByTimeAsync(15_100);
    expect(received).toEqual([0]);
  });

  it('computes a few of the first answers at the same time', async () => {
    let running = 0;
    let most = 0;
    const slow = (name: string, options: Partial<LiveSource>): LiveSource => ({
      ...platform.source(name, options),
      async answer() {
        running += 1;
        most = Math.max(most, running);
        await new Promise(resolve => {
          setTimeout(resolve, 10);
        });
        running -= 1;
        return { count: 1 };
      },
    });
    const names = Array.from({ length: 40 }, (_, index) => `board-${index}`);
    const follows = async (options: (name: string) => Partial<LiveSource>) => {
      const all = await Promise.all(
        names.map(name => follow(slow(name, options(name)))),
      );
      await jest.advanceTimersByTimeAsync(1_000);
      return all.map(({ received }) => received);
    };
    const answers = names.map(() => [1]);
    expect(await follows(key => ({ key }))).toEqual(answers);
    expect(most).toBe(16);
    most = 0;
    expect(await follows(() => ({ key: undefined }))).toEqual(answers);
    expect(most).toBe(2);
    // Where data planes are read, the reads are limited.
    most = 0;
    expect(
      await follows(key => ({ key: `pods of ${key}`, isRemote: true })),
    ).toEqual(answers);
    expect(most).toBe(40);
  });

  it('computes no answer that a change does not affect', async () => {
    await follow(platform.source('greeter'));
    platform.change('other', 1);
    await jest.advanceTimersByTimeAsync(100);
    expect(platform.computed).toBe(1);
  });

  it('sends the current answer to a new subscriber while a change is debounced', async () => {
    await follow(platform.source('greeter'));
    platform.change('greeter', 1);
    const { received } = await follow(platform.source('greeter'));
    expect(received).toEqual([1]);
  });

  it('computes an answer again that a change has made obsolete meanwhile', async () => {
    let finish = () => {};
    const blocked = new Promise<void>(resolve => {
      finish = resolve;
    });
    const source = platform.source('greeter');
    const slow = {
      ...source,
      async answer() {
        const answer = await source.answer();
        await blocked;
        return answer;
      },
    };
    const { received } = await follow(slow);
    platform.change('greeter', 1);
    await jest.advanceTimersByTimeAsync(100);
    expect(received).toEqual([]);
    finish();
    await jest.advanceTimersByTimeAsync(0);
    expect(received).toEqual([0, 1]);
  });

  it('reads an answer again that the platform does not tell about', async () => {
    const source = platform.source('pods', { refreshMs: 5_000 });
    const { received } = await follow(source);
    platform.changes.set('pods', 1);
    await jest.advanceTimersByTimeAsync(5_100);
    platform.changes.set('pods', 2);
    await jest.advanceTimersByTimeAsync(5_200);
    expect(received).toEqual([0, 1, 2]);
  });

  it('sends why there is no answer any more, and the answer when there is one again', async () => {
    const { received } = await follow(platform.source('greeter'));
    platform.change('greeter', new NotFoundError('There is no greeter'));
    await jest.advanceTimersByTimeAsync(100);
    platform.change('greeter', 2);
    await jest.advanceTimersByTimeAsync(100);
    expect(received).toEqual([0, '404 There is no greeter', 2]);
  });

  it('logs a defect, and hides its message', async () => {
    platform.changes.set('broken', new TypeError('A view has a bug'));
    const { received } = await follow(platform.source('broken'));
    expect(received).toEqual(['500 The backend has failed. See its log']);
    expect(logger.error).toHaveBeenCalledWith(
      'Could not compute a live answer',
      expect.any(TypeError),
    );
  });

  it('computes nothing without subscribers', async () => {
    const { received, stop } = await follow(
      platform.source('greeter', { refreshMs: 1_000 }),
    );
    stop();
    platform.change('greeter', 1);
    await jest.advanceTimersByTimeAsync(15_000);
    expect(received).toEqual([0]);
    expect(platform.computed).toBe(1);
  });

  it('tells that it is closed, and unsubscribes', async () => {
    await follow(platform.source('greeter'));
    feed.close();
    expect(feed.closed.aborted).toBe(true);
    expect(platform.listeners.size).toBe(0);
  });
});
