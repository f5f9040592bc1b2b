import { createServer, Server } from 'node:http';
import { AddressInfo, connect, Socket } from 'node:net';

/** An HTTP proxy that can reset all its connections. */
export class ResettingProxy {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor() {
    this.#server = createServer();
    this.#server.on('connection', socket => this.#keep(socket));
    this.#server.on('connect', ({ url }, client) => {
      const target = new URL(`http://${url}`);
      const upstream = connect(Number(target.port), target.hostname, () => {
        client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
        client.pipe(upstream).pipe(client);
      });
      this.#keep(upstream);
      upstream.on('close', () => client.destroy());
      client.on('close', () => upstream.destroy());
      client.on('error', () => upstream.destroy());
    });
  }

  static async start(): Promise<ResettingProxy> {
    const proxy = new ResettingProxy();
    await new Promise<void>(resolve =>
      proxy.#server.listen(0, '127.0.0.1', resolve),
    );
    return proxy;
  }

  get url(): string {
    const address: AddressInfo | string | null = this.#server.address();
    if (address === null || typeof address === 'string') {
      throw new Error('the proxy does not listen');
    }
    return `http://127.0.0.1:${address.port}`;
  }

  /** Resets all connections. */
  reset(): void {
    for (const socket of this.#sockets) {
      socket.resetAndDestroy();
    }
  }

  async stop(): Promise<void> {
    this.reset();
    await new Promise(resolve => this.#server.close(resolve));
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.#sockets.delete(socket));
  }
}
