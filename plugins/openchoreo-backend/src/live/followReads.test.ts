import { once } from 'node:events';
import type { Server } from 'node:http';
import { connect, type Socket } from 'node:net';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { NotAllowedError, ServiceUnavailableError } from '@backstage/errors';
import { openChoreoServiceMock } from '@promenade/backstage-plugin-openchoreo-node/testUtils';
import express, { type Response } from 'express';
import { z } from 'zod';
import { followReads, type FollowServices } from './followReads';
import type { LiveSubscriber } from './LiveChannel';
import { StreamLimit } from './StreamLimit';

const topic = {
  id: 'board',
  read: 'get-deploy-board',
  input: { organization: 'acme', project: 'shop', component: 'greeter' },
};

/** A feed that answers at once, and has everybody who follows it. */
class FakeFeed {
  readonly subscribers = new Set<LiveSubscriber>();
  readonly closing = new AbortController();
  readonly closed = this.closing.signal;
  readonly streams = new StreamLimit(1, 'Close one of your streams');

  subscribe(_: unknown, subscriber: LiveSubscriber): () => void {
    this.subscribers.add(subscriber);
    subscriber({ type: 'answer', version: '1', answer: { name: 'greeter' } });
    return () => this.subscribers.delete(subscriber);
  }
}

describe('followReads', () => {
  let server: Server;
  let feed: FakeFeed;
  let received: Promise<Response>;
  let authorize: jest.Mock;
  let check: jest.Mock;

  beforeEach(async () => {
    feed = new FakeFeed();
    authorize = jest.fn(async () => {});
    check = jest.fn(async () => {});
    const app = express();
    received = new Promise(resolve => {
      app.get('/', (_, response) => resolve(response));
    });
    server = app.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });

  afterEach(async () => {
    feed.closing.abort();
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });

  function connectClient(): Socket {
    const { port } = z.object({ port: z.number() }).parse(server.address());
    const socket = connect(port, '127.0.0.1');
    socket.write('GET / HTTP/1.1\r\nHost: test\r\n\r\n');
    return socket;
  }

  /** Reads until a text. */
  async function readUntil(socket: Socket, text: string): Promise<string> {
    let read = '';
    for await (const chunk of socket) {
      read += chunk;
      if (read.includes(text)) return read;
    }
    return read;
  }

  function follow(
    response: Response,
    topics: Parameters<typeof followReads>[1]['topics'],
    { expiresAt, isOnce }: { expiresAt?: Date; isOnce?: boolean } = {},
  ) {
    const run: FollowServices['authorization']['run'] = async (
      read,
      _input,
      _caller,
      work,
    ) => {
      await authorize(read.name);
      return work({ requestedBy: 'user:default/ana' });
    };
    followReads(
      {
        authorization: { run, check },
        feed,
        logger: mockServices.logger.mock(),
        services: {
          authorization: {
            findDenied: async () => [],
            canRead: async () => [],
            componentRefs: async () => {
              throw new Error('not needed');
            },
            ownedComponents: async () => [],
            personOf: () => undefined,
          },
          openChoreo: openChoreoServiceMock(),
          gateways: [],
          baseUrl: async () => '',
        },
      },
      { topics, once: isOnce },
      {
        credentials: { ...mockCredentials.user(), expiresAt },
        door: 'events',
        name: 'user:default/ana',
      },
      response,
    );
  }

  it('ends with `once` when each topic was answered or has failed', async () => {
    const socket = connectClient();
    authorize.mockImplementation(async read => {
      if (read === 'get-home') throw new NotAllowedError('Not for you');
    });
    const home = { id: 'home', read: 'get-home', input: {} };
    follow(await received, [home, topic], { isOnce: true });
    const text = await readUntil(socket, 'event: end');
    expect(text).toMatch(/"Not for you"/);
    expect(text).toMatch(/event: answer/);
    expect(text).toMatch(/"reason":"answered"/);
    expect(feed.subscribers.size).toBe(0);
  });

  it('sends what the client does not have, each topic with its own permission', async () => {
    const socket = connectClient();
    authorize.mockImplementation(async read => {
      if (read === 'get-home') throw new NotAllowedError('Not for you');
    });
    follow(await received, [
      topic,
      { ...topic, id: 'known', version: '1' },
      { id: 'home', read: 'get-home', input: {} },
      { id: 'odd', read: 'get-weather', input: {} },
      { id: 'public', read: 'get-health', input: {} },
      { id: 'log', read: 'read-log', input: topic.input },
    ]);
    const read = await readUntil(socket, 'Not for you');
    expect(read).toContain('event: heartbeat');
    expect(read).toContain(
      'event: answer\ndata: {"id":"board","version":"1","answer":{"name":"greeter"}}',
    );
    expect(read).toContain('event: current\ndata: {"id":"known"}');
    expect(read).toContain('"id":"home","status":403');
    expect(read).toContain('"id":"odd","status":400');
    expect(read).toContain('"id":"public","status":400');
    expect(read).toContain('"id":"log","status":400');
  });

  it('unsubscribes when the client leaves', async () => {
    const socket = connectClient();
    const response = await received;
    follow(response, [topic]);
    await readUntil(socket, 'event: answer');
    socket.destroy();
    await once(response, 'close');
    expect(feed.subscribers.size).toBe(0);
  });

  it('does not subscribe for a client that left while its topic was authorized', async () => {
    let permit = () => {};
    authorize.mockReturnValue(
      new Promise<void>(resolve => {
        permit = resolve;
      }),
    );
    const socket = connectClient();
    const response = await received;
    follow(response, [topic]);
    socket.destroy();
    await once(response, 'close');
    permit();
    await new Promise(resolve => {
      setTimeout(resolve);
    });
    expect(feed.subscribers.size).toBe(0);
  });

  describe('a permission that is checked again', () => {
    beforeEach(() => {
      jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate'] });
    });
    afterEach(() => {
      jest.useRealTimers();
    });

    it('ends a topic that the caller may not follow any more', async () => {
      const socket = connectClient();
      follow(await received, [topic]);
      check.mockRejectedValue(new NotAllowedError('Not any more'));
      await jest.advanceTimersByTimeAsync(60_000);
      expect(await readUntil(socket, 'event: failed')).toContain(
        '{"id":"board","status":403,"message":"Not any more"}',
      );
      expect(feed.subscribers.size).toBe(0);
    });

    it('follows a topic while the permission cannot be decided', async () => {
      const socket = connectClient();
      follow(await received, [topic]);
      check.mockRejectedValue(new ServiceUnavailableError('Later'));
      await jest.advanceTimersByTimeAsync(150_000);
      expect(check.mock.calls.length).toBeGreaterThan(1);
      expect(feed.subscribers.size).toBe(1);
      socket.destroy();
    });
  });

  it('ends when the credentials expire', async () => {
    const socket = connectClient();
    follow(await received, [topic], { expiresAt: new Date(0) });
    expect(await readUntil(socket, 'event: end')).toContain(
      '{"reason":"credentials-expired"}',
    );
    expect(feed.subscribers.size).toBe(0);
  });

  it('ends when the feed is closed', async () => {
    const socket = connectClient();
    follow(await received, [topic]);
    feed.closing.abort();
    expect(await readUntil(socket, 'event: end')).toContain(
      '{"reason":"shutdown"}',
    );
  });

  it('ends a stream that is opened while the backend shuts down', async () => {
    feed.closing.abort();
    const socket = connectClient();
    follow(await received, [topic]);
    expect(await readUntil(socket, 'event: end')).toContain(
      '{"reason":"shutdown"}',
    );
    expect(feed.subscribers.size).toBe(0);
  });

  it('limits how many streams a caller has open', async () => {
    const socket = connectClient();
    const response = await received;
    follow(response, [topic]);
    expect(() => follow(response, [topic])).toThrow(
      expect.objectContaining({
        statusCode: 429,
        message: 'Close one of your streams',
      }),
    );
    await readUntil(socket, 'event: answer');
    socket.destroy();
    await once(response, 'close');
    expect(() => feed.streams.take('user:default/ana')).not.toThrow();
  });
});
