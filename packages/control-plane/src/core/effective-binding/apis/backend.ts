import { isIP } from 'node:net';
import { posix } from 'node:path';
import { invalid, type Problem } from '../../problem';

/** An external URL that an API proxies. */
export interface ExternalBackend {
  readonly host: string;
  readonly isSecure: boolean;
  /** Path of the URL, without a trailing slash. */
  readonly path: string;
}

/** The backend of an API. */
export interface ApiBackend {
  readonly port: number;
  /** Path of the API at its backend, as declared. */
  readonly basePath: string;
  /** Absent where the Service of the component serves the API. */
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
 * Resolves the backend of an API. A target URL sets host and port; its path precedes the base path. A URL with
 * credentials is rejected and not repeated in the problem, because a Release is readable.
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
          'this is not the URL of a backend; write it like https://api.example.com/v1, without user, password or query',
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

/** Whether a host is an IP address. */
export function isIpAddress(host: string): boolean {
  return isIP(host) !== 0;
}

/** The path at the backend that replaces the path at the gateway. */
export function backendPath({ basePath, external }: ApiBackend): string {
  return external ? posix.join('/', external.path, basePath) : basePath;
}
