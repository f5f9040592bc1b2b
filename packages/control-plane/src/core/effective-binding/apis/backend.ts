import { isIP } from 'node:net';
import { posix } from 'node:path';
import { invalid, type Problem } from '../../problem';
import {
  isHostName,
  normalizeHost,
  normalizeHttpUrl,
  quoteAddress,
} from '../address';

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

/** Characters of a path in the Gateway API. */
const pathPattern = /^(?:[-A-Za-z0-9/._~!$&'()*+,;=:@]|%[0-9a-fA-F]{2})*$/;
/** Limit of a path in the Gateway API. */
const maxPathLength = 1024;

/**
 * Normalizes the spelling of a base path: no surrounding spaces, one slash at the beginning, no empty and dot segments. A
 * slash at the end and an empty path are kept, as OpenChoreo v0.3.2 writes them.
 */
function normalizeBasePath(basePath: string): string {
  const text = basePath.trim();
  return text && posix.normalize(`/${text}`);
}

/**
 * The problem of a base path that gateways reject, or that is not a path.
 *
 * @param path - path of the API at its gateway, which contains the base path
 */
export function basePathProblem(
  basePath: string,
  path: string,
  field: string,
): Problem | undefined {
  if (!pathPattern.test(basePath.trim()) || /%2f|:\/\//i.test(basePath)) {
    return invalid(
      field,
      `${quoteAddress(
        basePath,
      )} is not a base path; write it like /v1, without host, query, fragment, spaces or encoded slashes`,
    );
  }
  return path.length > maxPathLength
    ? invalid(
        field,
        `the path of the API has ${path.length} characters, and gateways allow ${maxPathLength}; shorten the base path`,
      )
    : undefined;
}

/**
 * Resolves the backend of an API. A target URL sets host and port; its path precedes the base path. A URL with
 * credentials is rejected and not repeated in the problem, because a Release is readable.
 *
 * @param field - path of the backend, for problems
 */
export function resolveBackend(
  { port, basePath: declaredPath = '', target }: DeclaredBackend,
  field: string,
): { backend?: ApiBackend; problems: Problem[] } {
  const basePath = normalizeBasePath(declaredPath);
  if (!target && !(port >= 1 && port <= 65535)) {
    return {
      problems: [
        invalid(
          `${field}.port`,
          `${port} is not a port; use a number from 1 to 65535`,
        ),
      ],
    };
  }
  if (!target) return { backend: { port, basePath }, problems: [] };
  const text = normalizeHttpUrl(target.url);
  const url = text === undefined ? undefined : new URL(text);
  const usualPort = url && defaultPorts[url.protocol];
  const host = url && normalizeHost(url.hostname);
  if (
    !url ||
    !usualPort ||
    !host ||
    !(isIpAddress(host) || isHostName(host)) ||
    url.username ||
    url.password ||
    url.search ||
    url.hash
  ) {
    return {
      problems: [
        invalid(
          `${field}.target.url`,
          'this is not the URL of a backend; write it like https://api.example.com/v1, without user, password, query or fragment',
        ),
      ],
    };
  }
  if (url.protocol === 'https:' && isIpAddress(host)) {
    return {
      problems: [
        invalid(
          `${field}.target.url`,
          `gateways verify the certificate of a backend by its host name, and ${host} is an address; name the host`,
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
        host,
        isSecure: url.protocol === 'https:',
        path: posix.normalize(url.pathname).replace(/\/$/, ''),
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
