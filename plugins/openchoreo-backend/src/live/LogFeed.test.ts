import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { NotAllowedError } from '@backstage/errors';
import type { LogLine } from '@promenade/backstage-plugin-openchoreo-common';
import express from 'express';
import { z } from 'zod';
import { LogFeed } from './LogFeed';

/** A log without lines that ends when the client leaves. */
async function* openSilentLog(signal: AbortSignal): AsyncGenerator<LogLine> {
  await once(signal, 'abort');
}

describe('LogFeed', () => {
  const feed = new LogFeed(() => {});
  const check = jest.fn(async () => {});
  let server: Server;
  let url: string;
  /** The requests whose responses are open. */
  let followed: AbortController[];

  beforeEach(async () => {
    followed = [];
    const app = express();
    app.get('/:caller', (request, response, next) => {
      const open = async (signal: AbortSignal) => openSilentLog(signal);
      const permission = { expiresAt: undefined, check };
      feed
        .follow(request.params.caller, open, response, permission)
        .catch(next);
    });
    server = app.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = z
      .object({ port: z.number() })
      .parse(server.address() satisfies AddressInfo | string | null);
    url = `http://127.0.0.1:${port}`;
  });

  afterEach(async () => {
    for (const stop of followed) stop.abort();
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });

  /** Follows a log. Returns the status of the response. */
  async function follow(caller: string): Promise<number> {
    const stop = new AbortController();
    const { status } = await fetch(`${url}/${caller}`, { signal: stop.signal });
    if (status === 200) followed.push(stop);
    else stop.abort();
    return status;
  }

  it('limits how many logs a caller follows at once', async () => {
    for (let count = 0; count < 20; count += 1) {
      expect(await follow('ada')).toBe(200);
    }
    const rejected = await fetch(`${url}/ada`);
    expect(rejected.status).toBe(429);
    expect(await rejected.text()).toContain('You follow 20 logs already');
    expect(await follow('grace')).toBe(200);

    followed.shift()?.abort();
    while ((await follow('ada')) !== 200);
    expect(await follow('ada')).toBe(429);
  });

  it('ends the log of a caller who may not read it any more', async () => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate'] });
    try {
      check.mockRejectedValue(new NotAllowedError('Not any more'));
      const response = await fetch(`${url}/grace`);
      await jest.advanceTimersByTimeAsync(60_000);
      expect(await response.text()).toContain('{"reason":"denied"}');
    } finally {
      jest.useRealTimers();
    }
  });
});
