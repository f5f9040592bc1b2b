import { isIPv6 } from 'node:net';
import type { EndpointAccess } from '@promenade/openchoreo-model';

/** The URI scheme of an endpoint type; undefined for plain TCP and UDP. */
export function endpointScheme(type: string, port: number): string | undefined {
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

/** The scheme of a protocol in lower case; undefined for plain TCP and UDP. */
export function schemeOf(protocol: string | undefined): string | undefined {
  return protocol === 'tcp' || protocol === 'udp' ? undefined : protocol;
}

/** The address of an endpoint with its `uri`, which omits the default port of http and https. */
export function endpointAccess(access: {
  host: string;
  port: number;
  scheme?: string;
  basePath?: string;
}): EndpointAccess {
  return { ...access, uri: formatUri(access) };
}

function formatUri({
  host,
  port,
  scheme,
  basePath = '',
}: Omit<EndpointAccess, 'uri'>): string {
  // An IPv6 address in a URI has brackets.
  const name = isIPv6(host) ? `[${host}]` : host;
  if (!scheme) return `${name}:${port}`;
  const isDefaultPort =
    (scheme === 'http' && port === 80) || (scheme === 'https' && port === 443);
  return `${scheme}://${name}${isDefaultPort ? '' : `:${port}`}${basePath}`;
}
