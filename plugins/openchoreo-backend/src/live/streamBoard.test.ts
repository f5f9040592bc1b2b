import { once } from 'node:events';
import { connect, type AddressInfo } from 'node:net';
import type { BoardMessage } from '@promenade/backstage-plugin-openchoreo-common';
import express, { type Response } from 'express';
import type { Server } from 'node:http';
import { z } from 'zod';
import type { BoardSubscriber } from './BoardFeed';
import { streamBoard } from './streamBoard';

const ref = { organization: 'acme', project: 'shop', component: 'greeter' };
const board = {
  type: 'board' as const,
  board: {
    component: {
      organization: 'acme',
      project: 'shop',
      name: 'greeter',
      type: 'Service',
    },
    pipeline: { name: 'default', edges: [] },
    environments: [],
    asOf: '2026-03-01T12:00:00Z',
  },
} satisfies BoardMessage;

/** More than the buffers of a connection hold. */
const bigProblem = { reason: 'Big', message: 'x'.repeat(20 * 1024 * 1024) };

/** A feed that sends one board, and has everybody who follows it. */
class FakeFeed {
  readonly subscribers = new Set<BoardSubscriber>();

  message: BoardMessage = board;

  subscribe(_: typeof ref, subscriber: BoardSubscriber): () => void {
    this.subscribers.add(subscriber);
    subscriber(this.message);
    return () => this.subscribers.delete(subscriber);
  }
}

describe('streamBoard', () => {
  let server: Server;
  let feed: FakeFeed;
  let received: Promise<Response>;

  beforeEach(async () => {
    feed = new FakeFeed();
    const app = express();
    received = new Promise(resolve => {
      app.get('/', (_, response) => resolve(response));
    });
    server = app.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });

  afterEach(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });

  function request() {
    const { port } = z
      .object({ port: z.number() })
      .parse(server.address() satisfies AddressInfo | string | null);
    const socket = connect(port, '127.0.0.1');
    socket.write('GET / HTTP/1.1\r\nHost: test\r\n\r\n');
    return socket;
  }

  it('unsubscribes when the client leaves', async () => {
    const socket = request();
    const response = await received;
    streamBoard(feed, ref, response, undefined);
    expect(feed.subscribers.size).toBe(1);
    socket.destroy();
    await once(response, 'close');
    expect(feed.subscribers.size).toBe(0);
  });

  it('does not subscribe for a client that has left already', async () => {
    const socket = request();
    const response = await received;
    socket.destroy();
    await once(response, 'close');
    streamBoard(feed, ref, response, undefined);
    expect(feed.subscribers.size).toBe(0);
  });

  it('unsubscribes a client that does not read when its credentials expire', async () => {
    request().pause();
    const response = await received;
    feed.message = { ...board, board: { ...board.board, problem: bigProblem } };
    streamBoard(feed, ref, response, new Date(0));
    await new Promise(resolve => {
      setTimeout(resolve);
    });
    expect(response.closed).toBe(false);
    expect(feed.subscribers.size).toBe(0);
  });
});
