import { isJsonList, jsonAt } from '../../../runtime/json';

/** Who has a place at the gateways already, in words; undefined where it is free. */
export type FindRouteOwner = (place: string) => string | undefined;

/**
 * The places that a route has at its gateways: what callers tell it from others
 * by. Two routes at one place would both be accepted, and the gateway picks
 * either. HTTP is told apart by host and beginning of the path, gRPC by host,
 * TCP and UDP by listener. Other objects have none; nor has the route of one
 * operation, which is within that of its API.
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
