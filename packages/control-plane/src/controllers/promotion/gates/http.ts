import { lookup as dnsLookup } from 'node:dns';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { LookupFunction, isIP } from 'node:net';
import {
  hostOf,
  refusalOf,
  refusedUrl,
} from '../../../core/promotion/refused-url';

/** A request to a service that a policy names. */
export interface HttpRequest {
  method: 'GET' | 'POST';
  url: string;
  headers?: Readonly<Record<string, string>>;
  body?: string;
  signal: AbortSignal;
}

/** A response. Redirects are responses like any other. */
export interface HttpResponse {
  status: number;
  /** UTF-8 text; undefined if it is longer than 64 KiB. */
  body: string | undefined;
}

/**
 * Sends a request.
 *
 * @throws RefusedRequest without having sent anything; other errors if the service cannot be reached
 */
export type Http = (request: HttpRequest) => Promise<HttpResponse>;

/** Resolves a host name to all its addresses. */
export type ResolveHost = (host: string) => Promise<readonly string[]>;

/** A request that is not sent, because of its URL or the address of its host. */
export class RefusedRequest extends Error {
  override readonly name = 'RefusedRequest';
}

const maxBodyBytes = 64 * 1024;

/**
 * Creates the client for URLs that policies name. It refuses addresses that only the control plane can reach: link-local, loopback,
 * unspecified and multicast ones. They are checked after the resolution of the host, and again for the connected address.
 *
 * @param allowLoopback - for services on the same host, such as in tests
 * @param resolveHost - by default the resolver of the system
 */
export function createHttp({
  allowLoopback = false,
  resolveHost = resolveWithSystem,
}: { allowLoopback?: boolean; resolveHost?: ResolveHost } = {}): Http {
  const refuse = (host: string, address: string) => {
    const message = refusalOf(host, address, allowLoopback);
    return message === undefined ? undefined : new RefusedRequest(message);
  };
  return async request => {
    const url = parseUrl(request.url);
    const host = hostOf(url);
    const refusal = isIP(host) ? refuse(host, host) : undefined;
    if (refusal) {
      throw refusal;
    }
    const lookup: LookupFunction = (name, options, callback) => {
      resolveHost(name).then(
        addresses => {
          const refused = addresses
            .map(address => refuse(host, address))
            .find(Boolean);
          const found = addresses
            .map(address => ({ address, family: isIP(address) }))
            .filter(
              ({ family }) => !options.family || options.family === family,
            );
          if (refused || found.length === 0) {
            callback(
              refused ?? new Error(`Host "${host}" has no address.`),
              '',
            );
          } else if (options.all) {
            callback(null, found);
          } else {
            callback(null, found[0].address, found[0].family);
          }
        },
        error => callback(error, ''),
      );
    };
    return send(request, url, lookup, address => refuse(host, address));
  };
}

function parseUrl(text: string): URL {
  const refusal = refusedUrl(text);
  if (refusal !== undefined) {
    throw new RefusedRequest(refusal);
  }
  return new URL(text);
}

function send(
  { method, headers, body, signal }: HttpRequest,
  url: URL,
  lookup: LookupFunction,
  refuse: (address: string) => RefusedRequest | undefined,
): Promise<HttpResponse> {
  const start = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    // A connection of its own, so that no address is used that was not checked.
    const sent = start(url, {
      method,
      headers: { 'User-Agent': 'promenade', ...headers },
      agent: false,
      lookup,
      signal,
    });
    sent.on('error', reject);
    sent.on('socket', socket =>
      socket.on('connect', () => {
        const refusal = refuse(socket.remoteAddress ?? '');
        if (refusal) sent.destroy(refusal);
      }),
    );
    sent.on('response', response => {
      const { statusCode = 0 } = response;
      const chunks: Buffer[] = [];
      let length = 0;
      response.on('data', (chunk: Buffer) => {
        length += chunk.length;
        chunks.push(chunk);
        if (length > maxBodyBytes) {
          resolve({ status: statusCode, body: undefined });
          sent.destroy();
        }
      });
      response.on('end', () =>
        resolve({
          status: statusCode,
          body: Buffer.concat(chunks).toString('utf8'),
        }),
      );
      response.on('error', reject);
    });
    sent.end(body);
  });
}

function resolveWithSystem(host: string): Promise<string[]> {
  return new Promise((resolve, reject) => {
    dnsLookup(host, { all: true }, (error, addresses) =>
      error ? reject(error) : resolve(addresses.map(({ address }) => address)),
    );
  });
}
