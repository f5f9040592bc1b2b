import { jsonAt, jsonListAt } from '../../../runtime/json';

/** Finds the owner of a route key at the gateways, as text for problems; undefined where no route has the key. */
export type FindRouteOwner = (routeKey: string) => string | undefined;

/**
 * The keys of a route at its gateways. A gateway accepts two routes with the same key and picks either. HTTP routes
 * differ by host and path prefix, gRPC routes by host, TCP and UDP routes by listener. Other objects have no keys, nor
 * has the route of an operation, which is below that of its API.
 */
export function routeKeys(object: unknown): string[] {
  const kind = jsonAt(object, 'kind');
  switch (kind) {
    case 'HTTPRoute':
      return hostKeys(object, 'http').flatMap(key =>
        pathPrefixes(object).map(path => `${key}${path}`),
      );
    case 'GRPCRoute':
      return hostKeys(object, 'grpc');
    case 'TCPRoute':
    case 'UDPRoute':
      return parentRefs(object).map(
        parent => `${gatewayKey(parent)} ${kind} ${jsonAt(parent, 'port')}`,
      );
    default:
      return [];
  }
}

function hostKeys(route: unknown, protocol: string): string[] {
  return parentRefs(route).flatMap(parent =>
    jsonListAt(route, 'spec', 'hostnames').map(
      host => `${gatewayKey(parent)} ${protocol} ${host}`,
    ),
  );
}

function parentRefs(route: unknown) {
  return jsonListAt(route, 'spec', 'parentRefs');
}

function gatewayKey(parent: unknown): string {
  return `${jsonAt(parent, 'namespace')}/${jsonAt(parent, 'name')}`;
}

function pathPrefixes(route: unknown): unknown[] {
  return jsonListAt(route, 'spec', 'rules')
    .flatMap(rule => jsonListAt(rule, 'matches'))
    .filter(match => jsonAt(match, 'path', 'type') === 'PathPrefix')
    .map(match => jsonAt(match, 'path', 'value'));
}
