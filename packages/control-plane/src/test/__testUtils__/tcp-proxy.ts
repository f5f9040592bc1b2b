import { Server, Socket, connect, createServer } from 'node:net';
import { once } from 'node:events';
import { z } from 'zod';

/** A proxy to a server, which can go away and come back at the same address. */
export interface TcpProxy {
  /** URL of the server through the proxy. */
  readonly url: string;
  /** Ends all connections, and accepts no more. */
  close(): Promise<void>;
  /** Accepts connections again. */
  open(): Promise<void>;
}

const addressSchema = z.object({ port: z.number() });

/** Starts a proxy on the loopback address. It does not look into what it forwards, so that TLS remains between client and server. */
export async function startTcpProxy(serverUrl: string): Promise<TcpProxy> {
  const target = new URL(serverUrl);
  const sockets = new Set<Socket>();
  let server: Server | undefined;
  let port = 0;

  const keep = (socket: Socket, peer: Socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      sockets.delete(socket);
      peer.destroy();
    });
  };
  const open = async () => {
    if (server) return;
    server = createServer(client => {
      const upstream = connect(Number(target.port), target.hostname);
      keep(client, upstream);
      keep(upstream, client);
      client.pipe(upstream).pipe(client);
    });
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    ({ port } = addressSchema.parse(server.address()));
  };
  await open();
  return {
    url: `${target.protocol}//127.0.0.1:${port}`,
    open,
    async close() {
      const closing = server;
      server = undefined;
      if (closing) {
        closing.close();
        sockets.forEach(socket => socket.destroy());
        await once(closing, 'close');
      }
    },
  };
}
