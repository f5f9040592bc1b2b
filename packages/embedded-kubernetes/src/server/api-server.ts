import { timingSafeEqual } from 'node:crypto';
import https from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { StatusError, internalError, unauthorized } from '../api/status-error';
import { digest, type Credentials } from './credentials';
import type { ServerMetrics } from './server-metrics';
import { headerOf, type ApiRequest } from './request';
import { sendStatus, sendText } from './respond';

/** Handles a request; an error that it throws becomes the response. */
export type RequestHandler = (request: ApiRequest) => Promise<void> | void;

/** Options of an API server. */
export interface ApiServerOptions {
  credentials: Credentials;
  /** 0: any free port. */
  port: number;
  handle: RequestHandler;
  metrics: Pick<ServerMetrics, 'requestStarted'>;
  /** Called with unexpected errors. */
  onError(error: unknown, path: string): void;
}

const address = '127.0.0.1';
/** The paths that need no token. */
const publicPaths = new Set(['healthz', 'livez', 'readyz', 'version']);
const keepAliveMs = 95_000;

/** The HTTPS server of the API: on loopback, with a bearer token. */
export class ApiServer {
  private readonly server: https.Server;
  private readonly tokenDigest: Buffer;

  constructor(private readonly options: ApiServerOptions) {
    const { certificate, privateKey, token } = options.credentials;
    this.tokenDigest = digest(token);
    this.server = https.createServer(
      { cert: certificate, key: privateKey, keepAliveTimeout: keepAliveMs },
      (incoming, response) => this.handleIncoming(incoming, response),
    );
  }

  /** Starts to listen. */
  async listen(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(this.options.port, address, () => {
        this.server.off('error', reject);
        resolve();
      });
    });
  }

  /** The base URL of the server. */
  get url(): string {
    return `https://${address}:${this.port}`;
  }

  /** The port of the server. */
  get port(): number {
    const bound = this.server.address();
    return typeof bound === 'object' && bound ? bound.port : this.options.port;
  }

  /** Stops listening and closes all connections. */
  async close(): Promise<void> {
    await new Promise<void>(resolve => {
      this.server.close(() => resolve());
      this.server.closeAllConnections();
      // closeAllConnections does not know connections in the TLS handshake, which would keep the server open.
      this.server.on('secureConnection', socket => socket.destroy());
    });
  }

  private handleIncoming(
    incoming: IncomingMessage,
    response: ServerResponse,
  ): void {
    // Writing to a closed connection must not end the process.
    incoming.on('error', () => {});
    response.on('error', () => {});
    const { path, query } = splitTarget(incoming.url ?? '/');
    const request: ApiRequest = {
      method: incoming.method ?? 'GET',
      path: segmentsOf(path),
      query: new URLSearchParams(query),
      incoming,
      response,
      warnings: [],
    };
    const done = this.options.metrics.requestStarted(request);
    response.on('close', done);
    this.handle(request).catch(error => this.handleError(request, error));
  }

  private async handle(request: ApiRequest): Promise<void> {
    if (!this.isForThisHost(request)) {
      // Prevents DNS rebinding: a web page must not reach the API under its own host name.
      sendText(request, 421, 'the host name must be localhost\n');
      return;
    }
    if (
      !publicPaths.has(request.path[0] ?? '') &&
      !this.isAuthorized(request)
    ) {
      throw unauthorized();
    }
    await this.options.handle(request);
  }

  /** Sends an error. Closes the connection if that fails, because nothing handles an error of this method. */
  private handleError(request: ApiRequest, error: unknown): void {
    try {
      if (error instanceof StatusError) {
        sendStatus(request, error);
        return;
      }
      if (request.incoming.destroyed && !request.incoming.complete) return;
      this.options.onError(error, request.incoming.url ?? '');
      sendStatus(request, internalError(error));
      if (!request.response.writableEnded) request.response.end();
    } catch (sendError) {
      this.options.onError(sendError, request.incoming.url ?? '');
      request.response.destroy();
    }
  }

  private isForThisHost(request: ApiRequest): boolean {
    const host = headerOf(request, 'host').toLowerCase();
    return [address, 'localhost', '[::1]'].some(
      name => host === name || host === `${name}:${this.port}`,
    );
  }

  private isAuthorized(request: ApiRequest): boolean {
    const [scheme, token = ''] = headerOf(request, 'authorization').split(' ');
    return (
      scheme.toLowerCase() === 'bearer' &&
      timingSafeEqual(digest(token), this.tokenDigest)
    );
  }
}

function splitTarget(target: string): { path: string; query: string } {
  const queryStart = target.indexOf('?');
  return queryStart < 0
    ? { path: target, query: '' }
    : {
        path: target.slice(0, queryStart),
        query: target.slice(queryStart + 1),
      };
}

function segmentsOf(pathname: string): string[] {
  return pathname
    .split('/')
    .filter(segment => segment !== '')
    .map(segment => {
      try {
        return decodeURIComponent(segment);
      } catch {
        return segment;
      }
    });
}
