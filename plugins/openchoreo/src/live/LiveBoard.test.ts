import type { BoardMessage } from '@promenade/backstage-plugin-openchoreo-common';
import { refusal, sampleBoards } from '../__testUtils__';
import { LiveBoard } from './LiveBoard';

const board = sampleBoards.ready;

/** Streams that the test opens, feeds and ends by hand. */
function setup() {
  const streams: {
    signal: AbortSignal;
    say: (message: BoardMessage) => void;
    end: () => Promise<void>;
    fail: (error: Error) => Promise<void>;
  }[] = [];
  const live = new LiveBoard({
    random: () => 0,
    stream: (signal, say) =>
      new Promise<void>((resolve, reject) => {
        streams.push({
          signal,
          say,
          end: async () => resolve(),
          fail: async error => reject(error),
        });
      }),
  });
  const leave = live.subscribe(() => {});
  const latest = () => streams[streams.length - 1];
  return { live, streams, latest, leave };
}

describe('LiveBoard', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('is live from the first board on', () => {
    const { live, latest } = setup();
    expect(live.getSnapshot().connection).toBe('connecting');
    latest().say({ type: 'board', board });
    expect(live.getSnapshot()).toMatchObject({ connection: 'live', board });
  });

  it('keeps the board and says so while it reconnects, waiting longer each time', async () => {
    const { live, streams, latest } = setup();
    latest().say({ type: 'board', board });
    await latest().fail(new Error('network'));
    await jest.advanceTimersByTimeAsync(999);
    expect(streams).toHaveLength(1);
    expect(live.getSnapshot()).toMatchObject({
      connection: 'reconnecting',
      board,
    });
    await jest.advanceTimersByTimeAsync(1);
    expect(streams).toHaveLength(2);
    await latest().fail(new Error('network'));
    await jest.advanceTimersByTimeAsync(1_999);
    expect(streams).toHaveLength(2);
    await jest.advanceTimersByTimeAsync(1);
    latest().say({ type: 'board', board });
    expect(live.getSnapshot().connection).toBe('live');
  });

  it('says nothing of a stream that ended in good order and comes back at once', async () => {
    const { live, streams, latest } = setup();
    latest().say({ type: 'board', board });
    await latest().end();
    await jest.advanceTimersByTimeAsync(1_000);
    expect(streams).toHaveLength(2);
    expect(live.getSnapshot().connection).toBe('live');
  });

  it('gives up a connection that fell silent, and opens another', async () => {
    const { live, streams, latest } = setup();
    latest().say({ type: 'board', board });
    latest().say({ type: 'heartbeat', at: '2026-01-01T00:00:00Z' });
    await jest.advanceTimersByTimeAsync(45_000);
    expect(streams[0].signal.aborted).toBe(true);
    expect(live.getSnapshot().connection).toBe('reconnecting');
    await jest.advanceTimersByTimeAsync(1_000);
    expect(streams).toHaveLength(2);
  });

  it('does not ask again by itself where it may not see the board', async () => {
    const { live, streams, latest } = setup();
    await latest().fail(await refusal(403));
    await jest.advanceTimersByTimeAsync(120_000);
    expect(streams).toHaveLength(1);
    expect(live.getSnapshot().connection).toBe('stopped');
    live.reconnect();
    expect(streams).toHaveLength(2);
  });

  it('keeps asking for a component that is not known yet', async () => {
    const { streams, latest } = setup();
    await latest().fail(await refusal(404));
    await jest.advanceTimersByTimeAsync(1_000);
    expect(streams).toHaveLength(2);
  });

  it('closes the stream when nobody looks any more', () => {
    const { latest, leave } = setup();
    leave();
    expect(latest().signal.aborted).toBe(true);
  });
});
