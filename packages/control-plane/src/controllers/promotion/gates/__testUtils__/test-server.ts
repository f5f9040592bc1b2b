import { createServer } from 'node:http';
import { once } from 'node:events';
import { z } from 'zod';

/** A request that the server received. */
export interface ReceivedRequest {
  method: string;
  url: string;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  body: string;
}

/** A response of the server. `hang` never responds. */
export type TestResponse =
  | { status: number; body?: string; headers?: Record<string, string> }
  | 'hang'
  | 'disconnect';

/** An HTTP server on the loopback address. */
export interface TestServer {
  /** Base URL with the address 127.0.0.1. */
  readonly url: string;
  readonly port: number;
  readonly requests: ReceivedRequest[];
  /** Responses in order; the last one is repeated. */
  respondWith(...responses: TestResponse[]): void;
  /** Number of connections that clients have closed. */
  readonly closedConnections: number;
  /** Resolves when the server has received a number of requests in all. */
  received(count: number): Promise<void>;
  stop(): Promise<void>;
}

const addressSchema = z.object({ port: z.number() });

/** Starts a server that records requests and gives prepared responses. */
export async function startTestServer(): Promise<TestServer> {
  const requests: ReceivedRequest[] = [];
  let responses: TestResponse[] = [{ status: 200 }];
  let closedConnections = 0;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', chunk => chunks.push(chunk));
    request.on('end', () => {
      requests.push({
        method: request.method ?? '',
        url: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(chunks).toString(),
      });
      const next = responses.length > 1 ? responses.shift() : responses[0];
      server.emit('received');
      if (next === 'disconnect') {
        request.socket.destroy();
      } else if (next && next !== 'hang') {
        response.writeHead(next.status, next.headers);
        response.end(next.body);
      }
    });
  });
  server.on('connection', socket =>
    socket.on('close', () => {
      closedConnections += 1;
      server.emit('closed');
    }),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = addressSchema.parse(server.address());
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    requests,
    respondWith(...given) {
      responses = given;
    },
    get closedConnections() {
      return closedConnections;
    },
    async received(count) {
      while (requests.length < count) await once(server, 'received');
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
