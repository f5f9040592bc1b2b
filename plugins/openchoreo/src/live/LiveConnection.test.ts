import type {
  LiveMessage,
  LiveTopic,
} from '@promenade/backstage-plugin-openchoreo-common';
import { responseError } from '../__testUtils__';
import { LiveConnection } from './LiveConnection';
import type { LiveUpdate } from './LiveTransport';

const topic = (id: string) => ({ id, read: 'get-deploy-board', input: {} });
const answer = (id: string, version: string): LiveMessage => ({
  type: 'answer',
  id,
  version,
  answer: { version },
});

/** Streams that the test controls. */
function setup() {
  const streams: {
    topics: readonly LiveTopic[];
    signal: AbortSignal;
    once?: boolean;
    send: (message: LiveMessage) => void;
    end: () => Promise<void>;
    fail: (error: Error) => Promise<void>;
  }[] = [];
  const updates: LiveUpdate[] = [];
  const connection = new LiveConnection({
    random: () => 0,
    onUpdate: update => updates.push(update),
    api: {
      followReads: (topics, { signal, onMessage, once }) =>
        new Promise<void>((resolve, reject) => {
          streams.push({
            topics,
            signal,
            once,
            send: onMessage,
            end: async () => resolve(),
            fail: async error => reject(error),
          });
        }),
    },
  });
  const latest = () => streams[streams.length - 1];
  const status = () =>
    updates
      .flatMap(update => (update.type === 'stream' ? update.status : []))
      .at(-1);
  return { connection, streams, updates, latest, status };
}

describe('LiveConnection', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  /** A connection whose stream has sent the answer of a board. */
  async function live() {
    const all = setup();
    all.connection.follow([topic('board')]);
    await jest.advanceTimersByTimeAsync(20);
    all.latest().send(answer('board', '1'));
    return all;
  }

  it('follows topics that are wanted one after the other with one stream', async () => {
    const { connection, streams, latest } = setup();
    connection.follow([topic('board')]);
    connection.follow([topic('board'), topic('home')]);
    await jest.advanceTimersByTimeAsync(20);
    expect(streams).toHaveLength(1);
    expect(latest().topics.map(({ id }) => id)).toEqual(['board', 'home']);
  });

  it('opens the stream again for another topic, with the versions that it has', async () => {
    const { connection, streams, latest, status } = await live();
    connection.follow([topic('board'), topic('home')]);
    await jest.advanceTimersByTimeAsync(20);
    expect(streams[0].signal.aborted).toBe(true);
    expect(latest().topics).toMatchObject([
      { id: 'board', version: '1' },
      { id: 'home', version: undefined },
    ]);
    expect(status()).toBe('live');
  });

  it('passes answers on, and is live with each message', async () => {
    const { updates, status } = await live();
    expect(updates[0]).toEqual(answer('board', '1'));
    expect(status()).toBe('live');
  });

  it('reconnects with a growing delay of at most 3 seconds', async () => {
    const { streams, latest, status } = await live();
    for (const seconds of [1, 2, 3, 3]) {
      const { length } = streams;
      await latest().fail(new Error('network'));
      await jest.advanceTimersByTimeAsync(seconds * 1_000 - 1);
      expect(status()).toBe('reconnecting');
      expect(streams).toHaveLength(length);
      await jest.advanceTimersByTimeAsync(1);
      expect(streams).toHaveLength(length + 1);
    }
    latest().send({ type: 'current', id: 'board' });
    expect(status()).toBe('live');
  });

  it('stays live when a stream ends regularly and the next one opens', async () => {
    const { streams, latest, status } = await live();
    await latest().end();
    await jest.advanceTimersByTimeAsync(1_000);
    expect(streams).toHaveLength(2);
    expect(status()).toBe('live');
  });

  it('replaces a stream that receives no heartbeats', async () => {
    const { streams, latest, status } = await live();
    latest().send({ type: 'heartbeat', at: '2026-01-01T00:00:00Z' });
    await jest.advanceTimersByTimeAsync(45_000);
    expect(streams[0].signal.aborted).toBe(true);
    expect(status()).toBe('reconnecting');
    await jest.advanceTimersByTimeAsync(1_000);
    expect(streams).toHaveLength(2);
  });

  it('polls where no message of a stream gets through, until it tries a stream again', async () => {
    const { connection, streams, latest, status } = setup();
    connection.follow([topic('board')]);
    await jest.advanceTimersByTimeAsync(8_020);
    expect(streams).toMatchObject([
      { once: false, signal: { aborted: true } },
      { once: true, signal: { aborted: false } },
    ]);
    latest().send(answer('board', '1'));
    expect(status()).toBe('polling');
    await latest().end();
    await jest.advanceTimersByTimeAsync(5_000);
    expect(latest()).toMatchObject({
      once: true,
      topics: [{ id: 'board', version: '1' }],
    });
    while (latest().once && streams.length < 100) {
      await latest().end();
      await jest.advanceTimersByTimeAsync(5_000);
    }
    expect(latest().once).toBe(false);
    latest().send({ type: 'current', id: 'board' });
    expect(status()).toBe('live');
  });

  it('tries a stream when the user reconnects, and retries a poll that fails', async () => {
    const { connection, latest, status } = setup();
    connection.follow([topic('board')]);
    await jest.advanceTimersByTimeAsync(8_020);
    await latest().fail(new Error('network'));
    await jest.advanceTimersByTimeAsync(1_000);
    expect(status()).toBe('reconnecting');
    expect(latest().once).toBe(true);
    connection.reconnect();
    await jest.advanceTimersByTimeAsync(0);
    expect(latest().once).toBe(false);
  });

  it('does not retry when access is denied, until the user asks for it', async () => {
    const { connection, streams, latest, status } = await live();
    await latest().fail(await responseError(403));
    await jest.advanceTimersByTimeAsync(120_000);
    expect(streams).toHaveLength(1);
    expect(status()).toBe('stopped');
    connection.reconnect();
    await jest.advanceTimersByTimeAsync(0);
    expect(streams).toHaveLength(2);
  });

  it('closes the stream when nothing is wanted, and resumes', async () => {
    const { connection, streams, latest } = await live();
    connection.close();
    expect(streams[0].signal.aborted).toBe(true);
    connection.follow([topic('board')]);
    await jest.advanceTimersByTimeAsync(20);
    expect(latest().topics).toMatchObject([{ id: 'board', version: '1' }]);
  });
});
