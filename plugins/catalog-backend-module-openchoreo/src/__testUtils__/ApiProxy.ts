import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { request, type RequestOptions } from 'node:https';

interface Target {
  server: string;
  token: string;
}

/** The reasons of error responses, by their status code. */
const statuses = {
  401: 'Unauthorized',
  403: 'Forbidden',
  410: 'Expired',
} as const;

/** A proxy of a Kubernetes API. A test can cut its connections, delay its events and connect it to another API. */
export class ApiProxy {
  #target: Target;
  #isCut = false;
  #isPaused = false;
  #denied: keyof typeof statuses | undefined;
  /** The paths whose next watch has expired. */
  #expired: Set<string> | undefined;
  readonly #watches = new Set<IncomingMessage>();

  private constructor(private readonly proxy: Server, target: Target) {
    this.#target = target;
  }

  /** @param kubeconfig - path of that of an embedded API */
  static async start(kubeconfig: string): Promise<ApiProxy> {
    const proxy = createServer();
    const started = new ApiProxy(proxy, targetOf(kubeconfig));
    proxy.on('request', (received, response) =>
      started.#forward(received, response),
    );
    await once(proxy.listen(0, '127.0.0.1'), 'listening');
    return started;
  }

  get url(): string {
    const address = this.proxy.address();
    if (!address || typeof address === 'string') throw new Error('no port');
    return `http://127.0.0.1:${address.port}`;
  }

  /** Ends all connections, and accepts no request until {@link ApiProxy.restore}. */
  cut(): void {
    this.#isCut = true;
    this.proxy.closeAllConnections();
  }

  /** @param options - whether earlier resource versions have expired meanwhile */
  restore({ isExpired = false }: { isExpired?: boolean } = {}): void {
    this.#expired = isExpired ? new Set() : undefined;
    this.#isCut = false;
  }

  /** Forwards to another API. The resource versions of the first one have expired. */
  leadTo(kubeconfig: string): void {
    this.#target = targetOf(kubeconfig);
    this.cut();
    this.restore({ isExpired: true });
  }

  /** Makes the API deny every request, until it is called without a code. */
  deny(code?: keyof typeof statuses): void {
    this.#denied = code;
  }

  /** Holds the events of all watches back. */
  pause(): void {
    this.#isPaused = true;
    for (const watch of this.#watches) watch.pause();
  }

  /** Sends all events that were held back at once. */
  resume(): void {
    this.#isPaused = false;
    for (const watch of this.#watches) watch.resume();
  }

  async stop(): Promise<void> {
    this.cut();
    this.proxy.close();
  }

  #forward(received: IncomingMessage, response: ServerResponse): void {
    if (this.#isCut) {
      received.destroy();
      return;
    }
    const url = new URL(received.url ?? '/', this.#target.server);
    const isWatch = url.searchParams.has('watch');
    const denied =
      this.#denied ?? (isWatch ? this.#expiredCode(url) : undefined);
    if (denied) {
      sendStatus(response, denied);
      return;
    }
    const options: RequestOptions = {
      method: received.method,
      headers: {
        ...received.headers,
        host: url.host,
        authorization: `Bearer ${this.#target.token}`,
      },
      rejectUnauthorized: false,
    };
    const sent = request(url, options, answer => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      if (isWatch) {
        this.#watches.add(answer);
        answer.on('close', () => this.#watches.delete(answer));
      }
      answer.on('data', chunk => response.write(chunk));
      answer.on('end', () => response.end());
      answer.on('error', () => response.destroy());
      if (isWatch && this.#isPaused) answer.pause();
    });
    sent.on('error', () => response.destroy());
    response.on('close', () => sent.destroy());
    received.pipe(sent);
  }

  #expiredCode({ pathname, searchParams }: URL): 410 | undefined {
    const isContinued = Boolean(searchParams.get('resourceVersion'));
    if (!this.#expired || !isContinued || this.#expired.has(pathname)) {
      return undefined;
    }
    this.#expired.add(pathname);
    return 410;
  }
}

function targetOf(kubeconfig: string): Target {
  const text = readFileSync(kubeconfig, 'utf8');
  const [, server] = /server: (\S+)/.exec(text) ?? [];
  const [, token] = /token: (\S+)/.exec(text) ?? [];
  if (!server || !token) throw new Error('the kubeconfig has no token');
  return { server, token };
}

function sendStatus(
  response: ServerResponse,
  code: keyof typeof statuses,
): void {
  response.writeHead(code, { 'content-type': 'application/json' }).end(
    JSON.stringify({
      kind: 'Status',
      apiVersion: 'v1',
      status: 'Failure',
      code,
      reason: statuses[code],
      message: `User "portal" gets ${code}`,
    }),
  );
}
