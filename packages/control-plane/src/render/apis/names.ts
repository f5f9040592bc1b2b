import { genName, nameLimits } from '@promenade/openchoreo-model';
import type {
  Exposure,
  Operation,
  RouteProtocol,
} from '../../core/effective-binding/apis/exposure';
import type { RenderTarget } from '../../core/effective-binding/target';
import type { JsonObject } from '../../runtime/json';

/** The kind of route for each protocol. */
export const routeKinds: { readonly [protocol in RouteProtocol]: string } = {
  HTTP: 'HTTPRoute',
  gRPC: 'GRPCRoute',
  TCP: 'TCPRoute',
  UDP: 'UDPRoute',
};

/** Name of an object that belongs to one API at one level. */
export function exposureName(
  { binding }: RenderTarget,
  { api, level }: Pick<Exposure, 'api' | 'level'>,
  ...suffix: string[]
): string {
  return genName(
    nameLimits.label,
    binding,
    api,
    level.toLowerCase(),
    ...suffix,
  );
}

/** Name of the route of an API at a level. */
export function routeName(target: RenderTarget, exposure: Exposure): string {
  return exposureName(
    target,
    exposure,
    routeKinds[exposure.protocol].toLowerCase(),
  );
}

/** Name of an object that belongs to one operation of an API at one level. */
export function operationName(
  target: RenderTarget,
  exposure: Exposure,
  { method, path }: Operation,
  ...suffix: string[]
): string {
  return exposureName(target, exposure, method.toLowerCase(), path, ...suffix);
}

/** Target references of a policy to routes of an API. */
export function targetRefs(
  { protocol }: Exposure,
  ...routes: string[]
): JsonObject[] {
  return routes.map(name => ({
    group: 'gateway.networking.k8s.io',
    kind: routeKinds[protocol],
    name,
  }));
}
