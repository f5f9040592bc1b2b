import { once } from 'node:events';
import {
  IncomingMessage,
  Server,
  ServerResponse,
  createServer,
} from 'node:http';
import { Agent, request as sendRequest } from 'node:https';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { Fault, FaultPlan } from './fault-plan';

const addressSchema = z.object({ port: z.number() });

/** How long a request without an answer waits, in milliseconds. */
const timeoutMs = 1_500;

/** Faults that the API server answers. */
const answers: Partial<Record<Fault, { code: number; reason: string }>> = {
  conflict: { code: 409, reason: 'Conflict' },
  tooManyRequests: { code: 429, reason: 'TooManyRequests' },
  internalError: { code: 500, reason: 'InternalError' },
  unavailable: { code: 503, reason: 'ServiceUnavailable' },
};

/** Options of {@link startChaosProxy}. */
interface ChaosProxyOptions {
  /** URL of the API server. */
  server: string;
  /** Certificate of its authority, in base64. */
  ca: string;
  /** Token with which the proxy signs in, because clients send none over http. */
  token: string;
}

/** The last write of a process. */
interface LastWrite {
  /** Whether the server processes it. Its answer is lost. */
  readonly isProcessed: boolean;
  /** Called when it is lost or processed. */
  end(): void;
}

/** Is called for every write before it is forwarded. Returns whether it is the last one of its process. */
export type WriteListener = () => LastWrite | undefined;

/** A proxy to the API server of a control plane or of a data plane, between which requests and watches fail as a plan says. */
export class ChaosProxy {
  readonly #server: Server;
  readonly #upstream: URL;
  readonly #agent: Agent;
  readonly #token: string;
  readonly #closedFor = new Set<string>();
  #plan?: FaultPlan;
  #onWrite: WriteListener = () => undefined;
  /** Number of requests that failed, by fault. */
  readonly faults = new Map<string, number>();

  constructor({ server, ca, token }: ChaosProxyOptions) {
    this.#upstream = new URL(server);
    this.#agent = new Agent({
      keepAlive: true,
      ca: Buffer.from(ca, 'base64'),
    });
    this.#token = token;
    this.#server = createServer((request, response) => {
      this.#forward(request, response).catch(() => response.destroy());
    });
  }

  async start(): Promise<this> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return this;
  }

  get url(): string {
    const { port } = addressSchema.parse(this.#server.address());
    return `http://127.0.0.1:${port}`;
  }

  /** From now on requests fail as a plan says; undefined: they do not fail. */
  disturb(plan: FaultPlan | undefined, onWrite?: WriteListener): void {
    this.#plan = plan;
    this.#onWrite = onWrite ?? (() => undefined);
  }

  /** Ends all connections. Until it is opened for all reasons, every request ends without an answer. */
  close(reason: string): void {
    this.#closedFor.add(reason);
    this.#server.closeAllConnections();
  }

  open(reason: string): void {
    this.#closedFor.delete(reason);
  }

  async stop(): Promise<void> {
    this.#server.close();
    this.close('stop');
    this.#agent.destroy();
  }

  async #forward(
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const { method = 'GET', url = '/' } = request;
    const body = await buffer(request);
    if (this.#closedFor.size > 0) {
      response.destroy();
      return;
    }
    if (/[?&]watch=(true|1)/.test(url)) {
      await this.#forwardWatch(request, response);
      return;
    }
    const last = method === 'GET' ? undefined : this.#onWrite();
    if (last) {
      if (last.isProcessed) await buffer(await this.#send(request, body));
      last.end();
      response.destroy();
      return;
    }
    const fault = this.#plan?.faultOf(method, withoutVersions(url));
    if (fault) this.#countFault(fault);
    const answer = fault && answers[fault];
    if (answer) {
      writeFailure(response, answer);
      return;
    }
    if (fault === 'lostRequest') {
      response.destroy();
      return;
    }
    const upstream = await this.#send(request, body);
    const content = await buffer(upstream);
    if (fault === 'timeout') await sleep(timeoutMs);
    if (fault === 'lostResponse' || fault === 'timeout') {
      response.destroy();
      return;
    }
    response.writeHead(upstream.statusCode ?? 502, upstream.headers);
    response.end(content);
  }

  /** Forwards a watch, late, until the plan ends it. */
  async #forwardWatch(
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const plan = this.#plan;
    const path = withoutVersions(request.url ?? '/');
    const upstream = await this.#send(request, Buffer.alloc(0));
    response.once('close', () => upstream.destroy());
    response.writeHead(upstream.statusCode ?? 502, upstream.headers);
    response.flushHeaders();
    const endAfterMs = plan?.watchMs(path);
    const timer =
      endAfterMs === undefined
        ? undefined
        : setTimeout(() => {
            this.#countFault('endedWatch');
            response.destroy();
          }, endAfterMs);
    try {
      for await (const chunk of upstream) {
        const delay = plan?.eventDelayMs(path) ?? 0;
        if (delay > 0) await sleep(delay);
        response.write(chunk);
      }
      response.end();
    } catch {
      response.destroy();
    } finally {
      clearTimeout(timer);
    }
  }

  async #send(
    { method, url, headers }: IncomingMessage,
    body: Buffer,
  ): Promise<IncomingMessage> {
    const { host, connection, 'transfer-encoding': _, ...others } = headers;
    const upstream = sendRequest(new URL(url ?? '/', this.#upstream), {
      method,
      agent: this.#agent,
      headers: {
        ...others,
        authorization: `Bearer ${this.#token}`,
        ...(body.length > 0 && { 'content-length': body.length }),
      },
    });
    upstream.end(body);
    return new Promise((resolve, reject) => {
      upstream.once('response', resolve);
      upstream.once('error', reject);
    });
  }

  #countFault(name: string): void {
    this.faults.set(name, (this.faults.get(name) ?? 0) + 1);
  }
}

/** Starts a proxy on the loopback address. */
export function startChaosProxy(
  options: ChaosProxyOptions,
): Promise<ChaosProxy> {
  return new ChaosProxy(options).start();
}

/** Requests that differ in resource versions and in limits are the same for a plan. */
function withoutVersions(url: string): string {
  return url.replace(
    /[?&](resourceVersion|continue|timeoutSeconds)=[^&]*/g,
    '',
  );
}

function writeFailure(
  response: ServerResponse,
  { code, reason }: { code: number; reason: string },
): void {
  response.writeHead(code, { 'content-type': 'application/json' });
  response.end(
    JSON.stringify({
      kind: 'Status',
      apiVersion: 'v1',
      status: 'Failure',
      message: 'injected',
      reason,
      code,
    }),
  );
}
