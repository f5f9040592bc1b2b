import { responseError, sampleBoards } from '../__testUtils__';
import { LiveBoardStore, type BoardUpdate } from './LiveBoardStore';

const board = sampleBoards.ready;

/** Streams that the test controls. */
function setup() {
  const streams: {
    signal: AbortSignal;
    send: (update: BoardUpdate) => void;
    end: () => Promise<void>;
    fail: (error: Error) => Promise<void>;
  }[] = [];
  const store = new LiveBoardStore({
    random: () => 0,
    follow: (signal, send) =>
      new Promise<void>((resolve, reject) => {
        streams.push({
          signal,
          send,
          end: async () => resolve(),
          fail: async error => reject(error),
        });
      }),
  });
  const unsubscribe = store.subscribe(() => {});
  const latest = () => streams[streams.length - 1];
  return { store, streams, latest, unsubscribe };
}

describe('LiveBoardStore', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('is live after the first board', () => {
    const { store, latest } = setup();
    expect(store.getSnapshot().connection).toBe('connecting');
    latest().send({ type: 'board', board });
    expect(store.getSnapshot()).toMatchObject({ connection: 'live', board });
  });

  it('keeps the board while it reconnects, with a growing delay', async () => {
    const { store, streams, latest } = setup();
    latest().send({ type: 'board', board });
    await latest().fail(new Error('network'));
    await jest.advanceTimersByTimeAsync(999);
    expect(streams).toHaveLength(1);
    expect(store.getSnapshot()).toMatchObject({
      connection: 'reconnecting',
      board,
    });
    await jest.advanceTimersByTimeAsync(1);
    expect(streams).toHaveLength(2);
    await latest().fail(new Error('network'));
    await jest.advanceTimersByTimeAsync(1_999);
    expect(streams).toHaveLength(2);
    await jest.advanceTimersByTimeAsync(1);
    latest().send({ type: 'board', board });
    expect(store.getSnapshot().connection).toBe('live');
  });

  it('stays store when a stream ends regularly and the next one opens', async () => {
    const { store, streams, latest } = setup();
    latest().send({ type: 'board', board });
    await latest().end();
    await jest.advanceTimersByTimeAsync(1_000);
    expect(streams).toHaveLength(2);
    expect(store.getSnapshot().connection).toBe('live');
  });

  it('replaces a connection that receives no heartbeats', async () => {
    const { store, streams, latest } = setup();
    latest().send({ type: 'board', board });
    latest().send({ type: 'heartbeat', at: '2026-01-01T00:00:00Z' });
    await jest.advanceTimersByTimeAsync(45_000);
    expect(streams[0].signal.aborted).toBe(true);
    expect(store.getSnapshot().connection).toBe('reconnecting');
    await jest.advanceTimersByTimeAsync(1_000);
    expect(streams).toHaveLength(2);
  });

  it('does not retry when access is denied', async () => {
    const { store, streams, latest } = setup();
    await latest().fail(await responseError(403));
    await jest.advanceTimersByTimeAsync(120_000);
    expect(streams).toHaveLength(1);
    expect(store.getSnapshot().connection).toBe('stopped');
    store.reconnect();
    expect(streams).toHaveLength(2);
  });

  it('retries for a component that is not found', async () => {
    const { streams, latest } = setup();
    await latest().fail(await responseError(404));
    await jest.advanceTimersByTimeAsync(1_000);
    expect(streams).toHaveLength(2);
  });

  it('retries at least every 3 seconds', async () => {
    const { store, streams, latest } = setup();
    latest().send({ type: 'board', board });
    for (let attempt = 0; attempt < 8; attempt += 1) {
      await latest().fail(new Error('network'));
      await jest.advanceTimersByTimeAsync(3_000);
      expect(streams).toHaveLength(attempt + 2);
    }
    latest().send({ type: 'board', board });
    expect(store.getSnapshot().connection).toBe('live');
  });

  it('drops the board of a deleted component, and shows it when the component is created again', async () => {
    const { store, latest } = setup();
    latest().send({ type: 'board', board });
    latest().send({ type: 'end', reason: 'deleted' });
    await latest().end();
    expect(store.getSnapshot()).toMatchObject({ connection: 'deleted' });
    expect(store.getSnapshot().board).toBeUndefined();
    await jest.advanceTimersByTimeAsync(1_000);
    await latest().fail(await responseError(404));
    expect(store.getSnapshot().connection).toBe('deleted');
    await jest.advanceTimersByTimeAsync(3_000);
    latest().send({ type: 'board', board });
    expect(store.getSnapshot()).toMatchObject({ connection: 'live', board });
  });

  it('retries less and less for a deleted component', async () => {
    const { streams, latest } = setup();
    latest().send({ type: 'board', board });
    for (const seconds of [1, 2, 4, 8, 16, 30, 30]) {
      const { length } = streams;
      await latest().fail(await responseError(404));
      await jest.advanceTimersByTimeAsync(seconds * 1_000 - 1);
      expect(streams).toHaveLength(length);
      await jest.advanceTimersByTimeAsync(1);
      expect(streams).toHaveLength(length + 1);
    }
  });

  it('shows a component as deleted that is not found after it had a board', async () => {
    const { store, latest } = setup();
    latest().send({ type: 'board', board });
    await latest().fail(await responseError(404));
    expect(store.getSnapshot()).toMatchObject({ connection: 'deleted' });
    expect(store.getSnapshot().board).toBeUndefined();
  });

  it('marks a board that is polled', () => {
    const { store, latest } = setup();
    latest().send({ type: 'poll', board });
    expect(store.getSnapshot()).toMatchObject({ connection: 'polling', board });
    latest().send({ type: 'board', board });
    expect(store.getSnapshot().connection).toBe('live');
  });

  it('opens no stream while it is paused', () => {
    const { store, streams, unsubscribe } = setup();
    unsubscribe();
    store.pause();
    store.subscribe(() => {});
    expect(streams).toHaveLength(1);
    store.resume();
    expect(streams).toHaveLength(2);
    store.pause();
    expect(streams[1].signal.aborted).toBe(true);
  });

  it('closes the stream when the last subscriber leaves', () => {
    const { latest, unsubscribe } = setup();
    unsubscribe();
    expect(latest().signal.aborted).toBe(true);
  });
});
