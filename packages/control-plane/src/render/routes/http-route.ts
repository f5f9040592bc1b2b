import type { JsonObject } from '../../runtime/json';
import type { Gateway } from '../../core/effective-binding/hosts';
import { namedResource, type ReleaseResource } from '../../core/manifest';
import {
  objectMeta,
  type RenderTarget,
} from '../../core/effective-binding/target';

/** What one route does. */
export interface RouteInput {
  readonly name: string;
  readonly gateway: Gateway;
  /** Listener of the gateway; all of them if absent. */
  readonly listenerPort?: number;
  /** Path that callers use. */
  readonly path: string;
  /** Path that takes its place before the request reaches the backend. */
  readonly rewriteTo: string;
  /** Host name that takes the place of the caller's. */
  readonly rewriteHost?: string;
  /** Filters besides the one that rewrites. */
  readonly filters?: readonly JsonObject[];
  readonly backendRef: JsonObject;
}

/** An HTTPRoute from a gateway to a backend, by the beginning of the path. */
export function renderHttpRoute(
  target: RenderTarget,
  input: RouteInput,
): ReleaseResource {
  const { path, rewriteTo, rewriteHost, filters = [], backendRef } = input;
  return renderRouteWithRule(target, input, {
    matches: [{ path: { type: 'PathPrefix', value: path } }],
    filters: [
      {
        type: 'URLRewrite',
        urlRewrite: {
          hostname: rewriteHost,
          path: {
            type: 'ReplacePrefixMatch',
            replacePrefixMatch: rewriteTo,
          },
        },
      },
      ...filters,
    ],
    backendRefs: [backendRef],
  });
}

/** An HTTPRoute with one rule. */
export function renderRouteWithRule(
  target: RenderTarget,
  {
    name,
    gateway,
    listenerPort,
  }: Pick<RouteInput, 'name' | 'gateway' | 'listenerPort'>,
  rule: JsonObject,
): ReleaseResource {
  return namedResource({
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: objectMeta(target, name),
    spec: {
      parentRefs: [parentRef(gateway, listenerPort)],
      hostnames: [gateway.host],
      rules: [rule],
    },
  });
}

/** Attaches a route to a gateway, or to one of its listeners. */
export function parentRef(
  { name, namespace }: Gateway,
  port: number | undefined,
): JsonObject {
  return { name, namespace, port };
}
