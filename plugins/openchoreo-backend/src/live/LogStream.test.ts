import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { z } from 'zod';
import { LogStream } from './LogStream';

const megabyte = 1024 * 1024;
const portSchema = z.object({ port: z.number() });

const aLine = (text: string) => ({
  type: 'lines' as const,
  lines: [{ text }],
});

describe('LogStream', () => {
  let server: Server;
  let socket: Socket;
  let response: ServerResponse;
  let stream: LogStream;

  beforeEach(async () => {
    server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = portSchema.parse(
      server.address() satisfies AddressInfo | string | null,
    );
    const requested = new Promise<ServerResponse>(resolve => {
      server.on('request', (_, answer) => resolve(answer));
    });
    socket = connect(port, '127.0.0.1');
    socket.pause();
    socket.write('GET / HTTP/1.1\r\nHost: test\r\n\r\n');
    response = await requested;
    stream = new LogStream(response);
  });

  afterEach(async () => {
    socket.destroy();
    response.destroy();
    server.close();
    await once(server, 'close');
  });

  it('waits for a slow client, and leaves no listeners', async () => {
    const listeners = () =>
      response.listenerCount('close') + response.listenerCount('drain');
    const before = listeners();
    socket.resume();
    for (let count = 0; count < 20; count += 1) {
      await stream.send(aLine('x'.repeat(megabyte)));
    }
    expect(response.writableNeedDrain).toBe(false);
    expect(listeners()).toBe(before);
  });

  it('closes the connection of a client that does not read', async () => {
    const sent = stream.send(aLine('x'.repeat(20 * megabyte)));
    for (let count = 1; count <= 4; count += 1) {
      expect(response.destroyed).toBe(false);
      stream.sendHeartbeat('2026-03-01T12:00:00Z');
    }
    expect(response.destroyed).toBe(true);
    await sent;
  });
});
