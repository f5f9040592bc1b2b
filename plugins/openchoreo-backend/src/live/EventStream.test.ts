import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import { EventStream } from './EventStream';

const megabyte = 1024 * 1024;

const answer = (name: string, bytes = 0) => ({ name, rest: 'x'.repeat(bytes) });

describe('EventStream', () => {
  let server: Server;
  let socket: Socket;
  let response: ServerResponse;
  let stream: EventStream;

  beforeEach(async () => {
    server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' ? address?.port ?? 0 : 0;
    const requested = new Promise<ServerResponse>(resolve => {
      server.on('request', (_, received) => resolve(received));
    });
    socket = connect(port, '127.0.0.1');
    socket.pause();
    socket.write('GET / HTTP/1.1\r\nHost: test\r\n\r\n');
    response = await requested;
    stream = new EventStream(response);
  });

  afterEach(async () => {
    socket.destroy();
    response.destroy();
    server.close();
    await once(server, 'close');
  });

  /** Reads from the stream until a text. */
  async function readUntil(text: string): Promise<string> {
    let read = '';
    for await (const chunk of socket) {
      read += chunk;
      if (read.includes(text)) return read;
    }
    return read;
  }

  it('is not buffered by proxies or compression', async () => {
    stream.send('board', 'answer', answer('greeter'));
    const read = await readUntil('"greeter"');
    expect(read).toContain('Content-Type: text/event-stream');
    expect(read).toContain('Cache-Control: no-cache, no-transform');
    expect(read).toMatch(/event: answer\ndata: \{"name"/);
  });

  it('sends only the last answer of each topic to a slow client', async () => {
    for (let count = 1; count <= 50; count += 1) {
      stream.send('board', 'answer', answer(`board-${count}`, megabyte));
      stream.send('home', 'answer', answer(`home-${count}`));
    }
    expect(response.writableLength).toBeLessThan(5 * megabyte);
    const read = await readUntil('"home-50"');
    expect(read).toContain('"board-50"');
    expect(read.match(/event: answer/g)?.length).toBeLessThan(20);
  });

  it('closes the connection of a client that does not read', async () => {
    for (let count = 1; count <= 10; count += 1) {
      stream.send('board', 'answer', answer('big', 10 * megabyte));
    }
    for (let count = 1; count <= 4; count += 1) {
      stream.sendHeartbeat('2026-03-01T12:00:00Z');
    }
    expect(response.destroyed).toBe(true);
  });

  it('sends the reason of its end', async () => {
    stream.end('shutdown');
    expect(await readUntil('shutdown')).toContain(
      'event: end\ndata: {"reason":"shutdown"}',
    );
    expect(response.writableEnded).toBe(true);
  });

  it('closes the connection of a client that does not read when it ends', () => {
    stream.send('board', 'answer', answer('big', 10 * megabyte));
    stream.end('credentials-expired');
    expect(response.destroyed).toBe(true);
  });
});
