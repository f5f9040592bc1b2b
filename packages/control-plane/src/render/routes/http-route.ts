import type { Gateway } from '../../core/effective-binding/hosts';
import {
  objectMeta,
  type RenderTarget,
} from '../../core/effective-binding/target';
import { namedResource, type ReleaseResource } from '../../core/manifest';
import type { JsonObject } from '../../runtime/json';

/** Input of {@link renderHttpRoute}. */
export interface RouteInput {
  readonly name: string;
  readonly gateway: Gateway;
  /** Port of the listener; all listeners where absent. */
  readonly listenerPort?: number;
  /** Path prefix at the gateway. */
  readonly path: string;
  /** Path prefix at the backend. */
  readonly rewriteTo: string;
  /** Host name sent to the backend; the caller's where absent. */
  readonly rewriteHost?: string;
  /** Filters besides the rewrite. */
  readonly filters?: readonly JsonObject[];
  readonly backendRef: JsonObject;
}

/** Renders an HTTPRoute that matches a path prefix and rewrites it. */
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

/** Renders an HTTPRoute with one rule. */
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

/** Reference of a route to a gateway, or to one of its listeners. */
export function parentRef(
  { name, namespace }: Gateway,
  port: number | undefined,
): JsonObject {
  return { name, namespace, port };
}
