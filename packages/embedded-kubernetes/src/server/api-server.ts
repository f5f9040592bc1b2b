import { timingSafeEqual } from 'node:crypto';
import https from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { internalError, unauthorized } from '../api/status-errors';
import { StatusError } from '../api/status-error';
import { digestOf, type Credentials } from './credentials';
import type { ServerMetrics } from './server-metrics';
import { headerOf, type ApiRequest } from './request';
import { sendStatus, sendText } from './respond';

/** Answers one request; what it throws becomes the answer. */
export type RequestHandler = (request: ApiRequest) => Promise<void> | void;

/** How a server is started. */
export interface ApiServerOptions {
  credentials: Credentials;
  /** 0 lets the system choose. */
  port: number;
  handle: RequestHandler;
  metrics: ServerMetrics;
  /** Told of what should not have happened. */
  onError(error: unknown, path: string): void;
}

const address = '127.0.0.1';
/** What anybody on this machine may ask: whether the server runs, and which one it is. */
const openPaths = new Set(['healthz', 'livez', 'readyz', 'version']);
const keepAliveMs = 95_000;

/** The HTTPS front of the API: on loopback, for whoever has the token. */
export class ApiServer {
  private readonly server: https.Server;
  private readonly tokenDigest: Buffer;

  constructor(private readonly options: ApiServerOptions) {
    const { certificate, privateKey, token } = options.credentials;
    this.tokenDigest = digestOf(token);
    this.server = https.createServer(
      { cert: certificate, key: privateKey, keepAliveTimeout: keepAliveMs },
      (incoming, response) => this.accept(incoming, response),
    );
  }

  /** Begins to listen. */
  async listen(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(this.options.port, address, () => {
        this.server.off('error', reject);
        resolve();
      });
    });
  }

  /** Where clients find the server. */
  get url(): string {
    return `https://${address}:${this.port}`;
  }

  /** The port that is listened on. */
  get port(): number {
    const bound = this.server.address();
    return typeof bound === 'object' && bound ? bound.port : this.options.port;
  }

  /** Stops listening and ends all connections. */
  async close(): Promise<void> {
    await new Promise<void>(resolve => {
      this.server.close(() => resolve());
      this.server.closeAllConnections();
      // A connection that is still shaking hands is none of those yet, and would hold the server open as long as its client likes.
      this.server.on('secureConnection', socket => socket.destroy());
    });
  }

  private accept(incoming: IncomingMessage, response: ServerResponse): void {
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
    this.answer(request).catch(error => this.fail(request, error));
  }

  private async answer(request: ApiRequest): Promise<void> {
    if (!this.isForThisHost(request)) {
      // A page in a browser whose name was made to point here must not reach the API.
      sendText(
        request,
        421,
        'this server is asked for by the name localhost\n',
      );
      return;
    }
    if (!openPaths.has(request.path[0] ?? '') && !this.isAuthorized(request)) {
      throw unauthorized();
    }
    await this.options.handle(request);
  }

  private fail(request: ApiRequest, error: unknown): void {
    if (error instanceof StatusError) {
      sendStatus(request, error);
      return;
    }
    if (request.incoming.destroyed && !request.incoming.complete) return;
    this.options.onError(error, request.incoming.url ?? '');
    sendStatus(request, internalError(error));
    if (!request.response.writableEnded) request.response.end();
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
      timingSafeEqual(digestOf(token), this.tokenDigest)
    );
  }
}

function splitTarget(target: string): { path: string; query: string } {
  const mark = target.indexOf('?');
  return mark < 0
    ? { path: target, query: '' }
    : { path: target.slice(0, mark), query: target.slice(mark + 1) };
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
