import type { JsonObject } from '../../runtime/json';
import type { Hosts } from '../../core/effective-binding/hosts';
import { parentRef, renderHttpRoute } from '../routes/http-route';
import { namedResource, type ReleaseResource } from '../../core/manifest';
import {
  objectMeta,
  type RenderTarget,
} from '../../core/effective-binding/target';
import { backendPath } from '../../core/effective-binding/apis/backend';
import type { Exposure } from '../../core/effective-binding/apis/exposure';
import { renderBackendRef } from './external-backend';
import { routeKinds, routeName } from './names';

/** How a gateway lets an API through, besides where it goes. */
export interface RouteSettings {
  /** Filters that change headers. */
  readonly filters: readonly JsonObject[];
  /** The only listener that may carry it. */
  readonly listenerPort?: number;
}

/**
 * The route of an API at a level. HTTP is told apart by path, on one host of
 * the environment; gRPC has paths of its own, and so a host of the component's;
 * TCP and UDP have neither, and so a listener of the gateway to themselves.
 */
export function renderApiRoute(
  target: RenderTarget,
  exposure: Exposure,
  hosts: Hosts,
  { filters, listenerPort }: RouteSettings,
): ReleaseResource {
  const { protocol, level, backend, path } = exposure;
  const name = routeName(target, exposure);
  const backendRef = renderBackendRef(target, exposure);
  switch (protocol) {
    case 'HTTP':
      return renderHttpRoute(target, {
        name,
        gateway: hosts.api[level],
        listenerPort,
        path,
        rewriteTo: backendPath(backend),
        rewriteHost: backend.external?.host,
        filters,
        backendRef,
      });
    case 'gRPC': {
      const gateway = hosts.component(target.component, level);
      return namedResource({
        apiVersion: 'gateway.networking.k8s.io/v1',
        kind: routeKinds.gRPC,
        metadata: objectMeta(target, name),
        spec: {
          parentRefs: [parentRef(gateway, listenerPort)],
          hostnames: [gateway.host],
          rules: [
            {
              filters: filters.length ? [...filters] : undefined,
              backendRefs: [backendRef],
            },
          ],
        },
      });
    }
    default:
      return namedResource({
        apiVersion: 'gateway.networking.k8s.io/v1alpha2',
        kind: routeKinds[protocol],
        metadata: objectMeta(target, name),
        spec: {
          parentRefs: [parentRef(hosts.api[level], exposure.listenerPort)],
          rules: [{ backendRefs: [backendRef] }],
        },
      });
  }
}
