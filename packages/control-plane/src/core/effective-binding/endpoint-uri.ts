import { isIPv6 } from 'node:net';
import type { EndpointAccess } from '@promenade/openchoreo-model';

/** How callers speak to an endpoint; undefined for plain TCP and UDP. */
export function schemeOf(type: string, port: number): string | undefined {
  switch (type) {
    case 'gRPC':
      return 'grpc';
    case 'Websocket':
      return 'ws';
    case 'HTTP':
    case 'REST':
    case 'GraphQL':
      return port === 443 || port === 8443 ? 'https' : 'http';
    default:
      return undefined;
  }
}

/** The address of an endpoint with its `uri`, which leaves out the usual port of http and https. */
export function endpointAccess(access: {
  host: string;
  port: number;
  scheme?: string;
  basePath?: string;
}): EndpointAccess {
  return { ...access, uri: uriOf(access) };
}

function uriOf({
  host,
  port,
  scheme,
  basePath = '',
}: Omit<EndpointAccess, 'uri'>): string {
  // The colons of an IPv6 address are not those before a port.
  const name = isIPv6(host) ? `[${host}]` : host;
  if (!scheme) return `${name}:${port}`;
  const usual =
    (scheme === 'http' && port === 80) || (scheme === 'https' && port === 443);
  return `${scheme}://${name}${usual ? '' : `:${port}`}${basePath}`;
}
