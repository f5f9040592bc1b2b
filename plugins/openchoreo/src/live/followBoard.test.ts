import { SampleApi, sampleBoards } from '../__testUtils__';
import { followBoard } from './followBoard';
import type { BoardUpdate } from './LiveBoardStore';

const ref = { organization: 'default', project: 'shop', component: 'greeter' };

/** Exclusive locks of one browser, as far as `requestStreamSlot` uses them. */
class InMemoryLocks {
  readonly #queues = new Map<string, Promise<unknown>>();

  async request(
    name: string,
    { signal }: { signal: AbortSignal },
    callback: () => Promise<void> | undefined,
  ) {
    const previous = this.#queues.get(name) ?? Promise.resolve();
    const held = previous.then(() => (signal.aborted ? undefined : callback()));
    this.#queues.set(name, held);
    await held;
  }
}

/** A tab that follows the board. */
function openTab(api: SampleApi) {
  const controller = new AbortController();
  const updates: BoardUpdate['type'][] = [];
  const ended = followBoard(api, ref, controller.signal, ({ type }) =>
    updates.push(type),
  ).catch(() => undefined);
  return {
    updates,
    close: async () => {
      controller.abort();
      await ended;
    },
  };
}

describe('followBoard', () => {
  beforeEach(() => {
    jest.useFakeTimers();
    Object.defineProperty(navigator, 'locks', {
      configurable: true,
      value: new InMemoryLocks(),
    });
  });
  afterEach(() => {
    jest.useRealTimers();
    Reflect.deleteProperty(navigator, 'locks');
  });

  it('opens three streams in a browser, and polls in further tabs until a stream is closed', async () => {
    const api = new SampleApi(sampleBoards.ready);
    const tabs = [1, 2, 3, 4].map(() => openTab(api));
    await jest.advanceTimersByTimeAsync(1_000);
    expect(tabs.map(({ updates }) => updates)).toEqual([
      ['board'],
      ['board'],
      ['board'],
      ['poll'],
    ]);
    await jest.advanceTimersByTimeAsync(10_000);
    expect(tabs[3].updates).toEqual(['poll', 'poll', 'poll']);
    const [first, , , last] = tabs;
    first.close();
    await jest.advanceTimersByTimeAsync(0);
    expect(last.updates).toEqual(['poll', 'poll', 'poll', 'board']);
  });

  it('gives the slot back when the stream breaks', async () => {
    const broken = new SampleApi(sampleBoards.ready);
    broken.streamBoard = async () => {
      throw new Error('network');
    };
    const failures = [1, 2, 3].map(() => openTab(broken));
    await jest.advanceTimersByTimeAsync(100);
    expect(failures.flatMap(({ updates }) => updates)).toEqual([]);
    const tab = openTab(new SampleApi(sampleBoards.ready));
    await jest.advanceTimersByTimeAsync(100);
    expect(tab.updates).toEqual(['board']);
  });

  it('opens a stream in a browser without Web Locks', async () => {
    Reflect.deleteProperty(navigator, 'locks');
    const tab = openTab(new SampleApi(sampleBoards.ready));
    await jest.advanceTimersByTimeAsync(0);
    expect(tab.updates).toEqual(['board']);
  });
});
