import {
  createServer,
  IncomingMessage,
  RequestListener,
  Server,
  ServerResponse,
} from 'node:http';
import { createServer as createTlsServer, ServerOptions } from 'node:https';
import { AddressInfo, Socket } from 'node:net';
import { json as readJson } from 'node:stream/consumers';
import { isRecord, UnstructuredObject } from '../objects/KubeObject';
import { FakeWatch } from './FakeWatch';
import { parsePath, PathParts, sendStatus } from './apiHttp';
import { FakeStore } from './FakeStore';

/** A received request. */
export interface ReceivedRequest extends PathParts {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingMessage['headers'];
  body: unknown;
}

/** Handles a request. Returning false passes it to the next handler. */
export type RequestHandler = (
  request: ReceivedRequest,
  response: ServerResponse,
) => boolean | Promise<boolean>;

/**
 * A minimal Kubernetes API server on a real socket: stores objects, lists in pages, watches with a history, and simulates failures.
 */
export class FakeApiServer {
  /** All requests, in order. */
  readonly requests: ReceivedRequest[] = [];
  /** The open watches. */
  readonly watches = new Set<FakeWatch>();
  /** Total number of opened connections. */
  connections = 0;
  /** Minor version that `/version` returns. */
  minor = '33';
  /** Whether watches ignore `sendInitialEvents`, like a server without WatchList. */
  ignoresSendInitialEvents = false;
  readonly #store = new FakeStore(({ type, collection, object }) => {
    for (const watch of this.watches) {
      if (watch.matches(collection, object)) {
        watch.event(type, object);
      }
    }
  });
  readonly #faults: RequestHandler[] = [];
  readonly #sockets = new Set<Socket>();
  readonly #server: Server;
  readonly #scheme: string;
  #compactedTo = 0;
  #tokenGeneration = 0;
  #onWatch = new Set<(watch: FakeWatch) => void>();

  private constructor(tls?: ServerOptions) {
    const listener: RequestListener = (req, res) => {
      this.#handle(req, res).catch(error => {
        res.destroy(error instanceof Error ? error : undefined);
      });
    };
    this.#scheme = tls ? 'https' : 'http';
    this.#server = tls
      ? createTlsServer(tls, listener)
      : createServer(listener);
    this.#server.on('connection', socket => {
      this.connections += 1;
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
    });
  }

  static async start(tls?: ServerOptions): Promise<FakeApiServer> {
    const api = new FakeApiServer(tls);
    await new Promise<void>(resolve =>
      api.#server.listen(0, '127.0.0.1', resolve),
    );
    return api;
  }

  get url(): string {
    return `${this.#scheme}://127.0.0.1:${this.#port}`;
  }

  get #port(): number {
    const address: AddressInfo | string | null = this.#server.address();
    if (address === null || typeof address === 'string') {
      throw new Error('the server does not listen');
    }
    return address.port;
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) {
      socket.destroy();
    }
    await new Promise(resolve => this.#server.close(resolve));
  }

  /** Adds a handler that is called before the API server. The handler that was added last is called first. */
  intercept(fault: RequestHandler): void {
    this.#faults.unshift(fault);
  }

  /** Lets `fault` respond to the next `times` matching requests. */
  failNext(
    times: number,
    matches: (request: ReceivedRequest) => boolean,
    fault: (request: ReceivedRequest, response: ServerResponse) => void,
  ): void {
    let left = times;
    this.intercept((request, response) => {
      if (left === 0 || !matches(request)) {
        return false;
      }
      left -= 1;
      fault(request, response);
      return true;
    });
  }

  /** Makes all older resource versions expire for watches. */
  compact(): void {
    this.#compactedTo = this.#store.version;
  }

  /** Makes all continue tokens expire. */
  expireContinueTokens(): void {
    this.#tokenGeneration += 1;
  }

  /** Stores an object like another client, and notifies watches. */
  put(collection: string, object: UnstructuredObject): UnstructuredObject {
    return this.#store.put(collection, object);
  }

  /** Deletes an object like another client. With `silently`, watches are not notified. */
  remove(
    collection: string,
    name: string,
    { namespace = '', silently = false } = {},
  ): boolean {
    return this.#store.remove({ collection, namespace, name }, { silently });
  }

  /** Sends a bookmark to all watches. */
  bookmark(): void {
    for (const watch of this.watches) {
      watch.bookmark(this.#store.version);
    }
  }

  /** Resolves with the next opened watch. */
  nextWatch(): Promise<FakeWatch> {
    return new Promise(resolve => {
      const listener = (watch: FakeWatch) => {
        this.#onWatch.delete(listener);
        resolve(watch);
      };
      this.#onWatch.add(listener);
    });
  }

  async #handle(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const url = new URL(req.url ?? '/', this.url);
    const request: ReceivedRequest = {
      method: req.method ?? 'GET',
      path: url.pathname,
      query: url.searchParams,
      headers: req.headers,
      body: req.headers['content-type'] ? await readJson(req) : undefined,
      ...parsePath(url.pathname),
    };
    this.requests.push(request);
    for (const fault of [...this.#faults]) {
      if (await fault(request, res)) {
        return;
      }
    }
    this.#answer(request, res);
  }

  #answer(request: ReceivedRequest, res: ServerResponse): void {
    const { method, path, collection, name } = request;
    if (path === '/version') {
      send(res, 200, {
        major: '1',
        minor: this.minor,
        gitVersion: `v1.${this.minor}.0`,
      });
    } else if (!collection) {
      sendStatus(res, 404, 'NotFound', 'not found');
    } else if (method === 'GET' && name) {
      this.#get(request, res);
    } else if (method === 'GET' && request.query.get('watch')) {
      this.#watch(request, res);
    } else if (method === 'GET') {
      this.#list(request, res);
    } else if (method === 'DELETE') {
      this.#delete(request, res);
    } else {
      this.#write(request, res);
    }
  }

  #get(request: ReceivedRequest, res: ServerResponse): void {
    const object = this.#store.get(request);
    if (object) {
      send(res, 200, object);
    } else {
      notFound(request, res);
    }
  }

  #delete(request: ReceivedRequest, res: ServerResponse): void {
    if (this.#store.remove(request)) {
      send(res, 200, { kind: 'Status', apiVersion: 'v1', status: 'Success' });
    } else {
      notFound(request, res);
    }
  }

  #write(request: ReceivedRequest, res: ServerResponse): void {
    const { method, collection, namespace, body } = request;
    const metadata =
      isRecord(body) && isRecord(body.metadata) ? body.metadata : {};
    const name = request.name || String(metadata.name);
    const existing = this.#store.get({ collection, namespace, name });
    if (method === 'POST' && existing) {
      sendStatus(
        res,
        409,
        'AlreadyExists',
        `${collection} "${name}" already exists`,
      );
      return;
    }
    const asked = metadata.resourceVersion;
    if (existing && asked && asked !== existing.metadata.resourceVersion) {
      sendStatus(res, 409, 'Conflict', 'the object has been modified');
      return;
    }
    const stored = this.put(collection, {
      apiVersion: 'v1',
      kind: 'Unknown',
      ...(method === 'PATCH' ? existing : {}),
      ...(isRecord(body) ? body : {}),
      metadata: {
        ...existing?.metadata,
        ...metadata,
        name,
        ...(namespace ? { namespace } : {}),
      },
    });
    send(res, existing ? 200 : 201, stored);
  }

  #list(
    { collection, namespace, query }: ReceivedRequest,
    res: ServerResponse,
  ): void {
    const all = this.#store.list(collection, namespace);
    const limit = Number(query.get('limit') ?? 0) || all.length;
    const [generation, from] = (query.get('continue') ?? '').split('.');
    if (from && Number(generation) !== this.#tokenGeneration) {
      sendStatus(res, 410, 'Expired', 'the continue token is too old');
      return;
    }
    const start = Number(from ?? 0);
    const end = start + limit;
    send(res, 200, {
      kind: 'List',
      apiVersion: 'v1',
      metadata: {
        resourceVersion: String(this.#store.version),
        continue:
          end < all.length ? `${this.#tokenGeneration}.${end}` : undefined,
      },
      items: all.slice(start, end),
    });
  }

  #watch(request: ReceivedRequest, res: ServerResponse): void {
    const { collection, namespace, query } = request;
    const from = Number(query.get('resourceVersion') ?? 0);
    const watch = new FakeWatch(collection, namespace, query, res);
    this.watches.add(watch);
    res.on('close', () => this.watches.delete(watch));
    res.writeHead(200, { 'content-type': 'application/json' });
    res.flushHeaders();
    if (query.get('sendInitialEvents') && !this.ignoresSendInitialEvents) {
      for (const object of this.#store.list(collection, namespace)) {
        watch.event('ADDED', object);
      }
      watch.bookmark(this.#store.version, {
        'k8s.io/initial-events-end': 'true',
      });
    } else if (from && from < this.#compactedTo) {
      watch.error(410, 'Expired', `too old resource version: ${from}`);
      watch.end();
    } else {
      for (const change of this.#store.changesSince(from)) {
        if (watch.matches(change.collection, change.object)) {
          watch.event(change.type, change.object);
        }
      }
    }
    for (const listener of [...this.#onWatch]) {
      listener(watch);
    }
  }
}

function notFound({ collection, name }: ReceivedRequest, res: ServerResponse) {
  sendStatus(res, 404, 'NotFound', `${collection} "${name}" not found`);
}

function send(res: ServerResponse, code: number, body: unknown): void {
  res.writeHead(code, { 'content-type': 'application/json' });
  res.end(JSON.stringify(body));
}
