import type { BoardMessage } from '@promenade/backstage-plugin-openchoreo-common';
import { responseError, sampleBoards } from '../__testUtils__';
import { LiveBoardStore } from './LiveBoardStore';

const board = sampleBoards.ready;

/** Streams that the test controls. */
function setup() {
  const streams: {
    signal: AbortSignal;
    send: (message: BoardMessage) => void;
    end: () => Promise<void>;
    fail: (error: Error) => Promise<void>;
  }[] = [];
  const store = new LiveBoardStore({
    random: () => 0,
    stream: (signal, send) =>
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

  it('is store after the first board', () => {
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

  it('closes the stream when the last subscriber leaves', () => {
    const { latest, unsubscribe } = setup();
    unsubscribe();
    expect(latest().signal.aborted).toBe(true);
  });
});
