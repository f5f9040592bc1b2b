import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';

/** What the endpoints report. */
export interface HealthSource {
  /** Why the process should be restarted; undefined while it is healthy. */
  unhealthy(): string | undefined;
  /** What the process waits for; undefined while it reconciles or is a standby. */
  notReady(): string | undefined;
  contentType: string;
  scrape(): Promise<string>;
}

export interface HealthServer {
  /** Port that it listens on, also if 0 was requested. */
  port: number;
  close(): Promise<void>;
}

/**
 * Serves /healthz, /readyz and /metrics over plain HTTP.
 *
 * @throws Error if it cannot listen on the port
 */
export async function startHealthServer(
  source: HealthSource,
  listen: { port: number; host: string },
): Promise<HealthServer> {
  const handlers: Record<string, () => Promise<[number, string, string]>> = {
    '/healthz': async () => probe(source.unhealthy()),
    '/readyz': async () => probe(source.notReady()),
    '/metrics': async () => [200, source.contentType, await source.scrape()],
  };
  const server = createServer(async (request, response) => {
    const [path] = (request.url ?? '').split('?');
    const [code, contentType, body] = await (
      handlers[path] ?? notFound
    )().catch(serverError);
    response.writeHead(code, { 'Content-Type': contentType }).end(body);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(listen.port, listen.host, resolve);
  });
  return {
    port: portOf(server.address(), listen.port),
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const text = 'text/plain; charset=utf-8';

function probe(problem: string | undefined): [number, string, string] {
  return problem ? [503, text, `${problem}\n`] : [200, text, 'ok\n'];
}

async function notFound(): Promise<[number, string, string]> {
  return [404, text, 'Use /healthz, /readyz or /metrics.\n'];
}

function serverError(error: unknown): [number, string, string] {
  return [500, text, `${error instanceof Error ? error.message : error}\n`];
}

function portOf(
  address: AddressInfo | string | null,
  fallback: number,
): number {
  return typeof address === 'object' && address ? address.port : fallback;
}
