import { isJsonList, jsonAt } from '../../../runtime/json';

/** Finds the owner of a route key at the gateways, as text for problems; undefined where no route has the key. */
export type FindRouteOwner = (place: string) => string | undefined;

/**
 * The keys of a route at its gateways. A gateway accepts two routes with the same key and picks either. HTTP routes
 * differ by host and path prefix, gRPC routes by host, TCP and UDP routes by listener. Other objects have no keys, nor
 * has the route of an operation, which is below that of its API.
 */
export function routeKeys(object: unknown): string[] {
  const kind = jsonAt(object, 'kind');
  switch (kind) {
    case 'HTTPRoute':
      return along(object, (gateway, host) =>
        prefixesOf(object).map(path => `${gateway} http ${host}${path}`),
      );
    case 'GRPCRoute':
      return along(object, (gateway, host) => [`${gateway} grpc ${host}`]);
    case 'TCPRoute':
    case 'UDPRoute':
      return parents(object).map(
        parent => `${gatewayOf(parent)} ${kind} ${jsonAt(parent, 'port')}`,
      );
    default:
      return [];
  }
}

function along(
  route: unknown,
  at: (gateway: string, host: unknown) => string[],
): string[] {
  return parents(route).flatMap(parent =>
    listAt(route, 'spec', 'hostnames').flatMap(host =>
      at(gatewayOf(parent), host),
    ),
  );
}

function parents(route: unknown) {
  return listAt(route, 'spec', 'parentRefs');
}

function gatewayOf(parent: unknown): string {
  return `${jsonAt(parent, 'namespace')}/${jsonAt(parent, 'name')}`;
}

function prefixesOf(route: unknown): unknown[] {
  return listAt(route, 'spec', 'rules')
    .flatMap(rule => listAt(rule, 'matches'))
    .filter(match => jsonAt(match, 'path', 'type') === 'PathPrefix')
    .map(match => jsonAt(match, 'path', 'value'));
}

function listAt(value: unknown, ...path: string[]): readonly unknown[] {
  const found = jsonAt(value, ...path);
  return isJsonList(found) ? found : [];
}
