import type { IncomingMessage } from 'node:http';
import https from 'node:https';
import { load } from 'js-yaml';
import { z } from 'zod';
import { evaluateJsonPath } from '../server/json-path';
import type { KubeObject } from '../api/types';

const kubeconfigSchema = z.object({
  clusters: z.tuple([
    z.object({
      cluster: z.object({
        server: z.url(),
        'certificate-authority-data': z.string(),
      }),
    }),
  ]),
  users: z.tuple([z.object({ user: z.object({ token: z.string() }) })]),
});

/** A response with its parsed JSON body. */
export interface Answer {
  code: number;
  headers: Record<string, string | string[] | undefined>;
  /** The parsed body; tests assert its content. */
  body: KubeObject;
}

export interface RequestOptions {
  body?: unknown;
  contentType?: string;
  accept?: string;
  headers?: Record<string, string>;
  /** Fails a request without a response. */
  timeoutMs?: number;
}

/** An event of a watch. */
export interface WatchedEvent {
  type: string;
  object: KubeObject;
}

/** A running watch. */
class TestWatch {
  private readonly events: WatchedEvent[] = [];
  private readonly waiting: ((event: WatchedEvent | undefined) => void)[] = [];
  private ended = false;

  readonly contentType: string | undefined;

  constructor(
    private readonly response: IncomingMessage,
    readonly stop: () => void,
  ) {
    this.contentType = response.headers['content-type'];
    let rest = '';
    response.setEncoding('utf8');
    response.on('data', (text: string) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) this.deliver(JSON.parse(line));
    });
    const end = () => {
      this.ended = true;
      this.waiting.splice(0).forEach(wake => wake(undefined));
    };
    response.on('end', end);
    response.on('error', end);
  }

  /** Stops reading from the connection. */
  pause(): void {
    this.response.pause();
  }

  resume(): void {
    this.response.resume();
  }

  /** The next event, or undefined once the server has ended the watch. */
  async next(): Promise<WatchedEvent | undefined> {
    const event = this.events.shift();
    if (event || this.ended) return event;
    return new Promise(resolve => {
      this.waiting.push(resolve);
    });
  }

  /** The next events as `TYPE name`. */
  async take(count: number): Promise<string[]> {
    const taken: string[] = [];
    while (taken.length < count) {
      const event = await this.next();
      if (!event) break;
      taken.push(`${event.type} ${event.object.metadata?.name ?? ''}`.trim());
    }
    return taken;
  }

  private deliver(event: WatchedEvent): void {
    const wake = this.waiting.shift();
    if (wake) wake(event);
    else this.events.push(event);
  }
}

/** An HTTP client that uses a kubeconfig, like any external client. */
export class ApiClient {
  readonly url: URL;
  private readonly agent: https.Agent;
  private readonly token: string;

  constructor(kubeconfig: string) {
    const { clusters, users } = kubeconfigSchema.parse(load(kubeconfig));
    const { cluster } = clusters[0];
    this.url = new URL(cluster.server);
    this.token = users[0].user.token;
    this.agent = new https.Agent({
      keepAlive: true,
      ca: Buffer.from(cluster['certificate-authority-data'], 'base64'),
    });
  }

  get = (path: string, options?: RequestOptions) =>
    this.request('GET', path, options);
  post = (path: string, body: unknown, options?: RequestOptions) =>
    this.request('POST', path, { ...options, body });
  put = (path: string, body: unknown, options?: RequestOptions) =>
    this.request('PUT', path, { ...options, body });
  delete = (path: string, body?: unknown) =>
    this.request('DELETE', path, { body });
  merge = (path: string, body: unknown) =>
    this.request('PATCH', path, {
      body,
      contentType: 'application/merge-patch+json',
    });
  jsonPatch = (path: string, body: unknown) =>
    this.request('PATCH', path, {
      body,
      contentType: 'application/json-patch+json',
    });
  apply = (path: string, body: unknown) =>
    this.request('PATCH', path, {
      body,
      contentType: 'application/apply-patch+yaml',
    });

  async request(
    method: string,
    path: string,
    options: RequestOptions = {},
  ): Promise<Answer> {
    const { body } = options;
    const payload =
      body === undefined || typeof body === 'string' || Buffer.isBuffer(body)
        ? body
        : JSON.stringify(body);
    return new Promise((resolve, reject) => {
      const request = https.request(
        {
          ...this.target(path),
          method,
          headers: {
            ...this.headers(options),
            ...(payload === undefined
              ? {}
              : {
                  'Content-Type': options.contentType ?? 'application/json',
                  'Content-Length': Buffer.byteLength(payload),
                }),
          },
        },
        response => {
          const chunks: Buffer[] = [];
          response.on('data', chunk => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () => {
            const text = Buffer.concat(chunks).toString('utf8');
            resolve({
              code: response.statusCode ?? 0,
              headers: response.headers,
              body: parseBody(text),
            });
          });
        },
      );
      request.on('error', reject);
      if (options.timeoutMs) {
        request.setTimeout(options.timeoutMs, () =>
          request.destroy(new Error('no response')),
        );
      }
      request.end(payload);
    });
  }

  /** Starts a watch; resolves when the server has sent the headers. */
  async watch(path: string, options: RequestOptions = {}): Promise<TestWatch> {
    return new Promise((resolve, reject) => {
      const request = https.get(
        {
          ...this.target(path),
          agent: new https.Agent({ ca: this.agent.options.ca }),
          headers: this.headers(options),
        },
        response => resolve(new TestWatch(response, () => request.destroy())),
      );
      request.on('error', reject);
    });
  }

  close(): void {
    this.agent.destroy();
  }

  private target(path: string) {
    return {
      host: this.url.hostname,
      port: this.url.port,
      // The certificate has this name, independent of the Host header.
      servername: 'localhost',
      agent: this.agent,
      path,
    };
  }

  private headers(options: RequestOptions) {
    return {
      Authorization: `Bearer ${this.token}`,
      Accept: options.accept ?? 'application/json',
      'User-Agent': 'test/1.0',
      ...options.headers,
    };
  }
}

/** The values at a JSON path: `pick(body, '.items[*].metadata.name')`. */
export function pick(body: unknown, path: string): unknown[] {
  return evaluateJsonPath(path, body);
}

function parseBody(text: string) {
  try {
    return JSON.parse(text);
  } catch {
    return { text };
  }
}
