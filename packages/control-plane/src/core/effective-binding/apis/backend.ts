import { isIP } from 'node:net';
import { posix } from 'node:path';
import { invalid, type Problem } from '../../problem';

/** An address outside the platform that an API is a proxy for. */
export interface ExternalBackend {
  readonly host: string;
  readonly isSecure: boolean;
  /** Path of the address, without a slash at its end. */
  readonly path: string;
}

/** Where the requests to an API go. */
export interface ApiBackend {
  readonly port: number;
  /** Path of the API at its backend, as it was given. */
  readonly basePath: string;
  /** Absent where the component's own Service serves the API. */
  readonly external?: ExternalBackend;
}

interface DeclaredBackend {
  port: number;
  basePath?: string;
  target?: { url: string };
}

const defaultPorts: { readonly [protocol: string]: number } = {
  'http:': 80,
  'https:': 443,
};

/**
 * Where an API goes. The address of a foreign backend says host and port; its
 * path comes before the base path. One with a password in it is refused, and
 * not repeated: it would end up in a Release.
 *
 * @param field - path of the backend, for problems
 */
export function resolveBackend(
  { port, basePath = '', target }: DeclaredBackend,
  field: string,
): { backend?: ApiBackend; problems: Problem[] } {
  if (!target) return { backend: { port, basePath }, problems: [] };
  const url = URL.canParse(target.url) ? new URL(target.url) : undefined;
  const usualPort = url && defaultPorts[url.protocol];
  if (!url || !usualPort || url.username || url.password || url.search) {
    return {
      problems: [
        invalid(
          `${field}.target.url`,
          'this is no address of a backend; write it like https://api.example.com/v1, without user, password or query',
        ),
      ],
    };
  }
  return {
    problems: [],
    backend: {
      port: url.port ? Number(url.port) : usualPort,
      basePath,
      external: {
        host: url.hostname.replace(/^\[|\]$/g, ''),
        isSecure: url.protocol === 'https:',
        path: url.pathname.replace(/\/+$/, ''),
      },
    },
  };
}

/** Whether a host is an address in itself, which needs no looking up. */
export function isIpAddress(host: string): boolean {
  return isIP(host) !== 0;
}

/** The path that takes the place of the path at the gateway. */
export function backendPath({ basePath, external }: ApiBackend): string {
  return external ? posix.join('/', external.path, basePath) : basePath;
}
