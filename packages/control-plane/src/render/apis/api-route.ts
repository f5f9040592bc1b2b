import { backendPath } from '../../core/effective-binding/apis/backend';
import type { Exposure } from '../../core/effective-binding/apis/exposure';
import { exposureGateway } from '../../core/effective-binding/apis/exposure-gateway';
import type { Hosts } from '../../core/effective-binding/hosts';
import {
  objectMeta,
  type RenderTarget,
} from '../../core/effective-binding/target';
import { namedResource, type ReleaseResource } from '../../core/manifest';
import { nonEmpty, type JsonObject } from '../../runtime/json';
import { parentRef, renderHttpRoute } from '../routes/http-route';
import { renderBackendRef } from './external-backend';
import { routeKinds, routeName } from './names';

/** Settings of the route of an API. */
export interface RouteSettings {
  /** Filters that change headers, besides the rewrite. */
  readonly filters: readonly JsonObject[];
  /** Port of the only listener that the route attaches to; all listeners where absent. */
  readonly listenerPort?: number;
}

/**
 * Renders the route of an API at a level. HTTP APIs share a host of the environment and differ by path; a gRPC API has
 * a host of the component; a TCP or UDP API has a listener of its own.
 */
export function renderApiRoute(
  target: RenderTarget,
  exposure: Exposure,
  hosts: Hosts,
  { filters, listenerPort }: RouteSettings,
): ReleaseResource {
  const { protocol, backend, path } = exposure;
  const gateway = exposureGateway(exposure, target, hosts);
  const name = routeName(target, exposure);
  const backendRef = renderBackendRef(target, exposure);
  switch (protocol) {
    case 'HTTP':
      return renderHttpRoute(target, {
        name,
        gateway,
        listenerPort,
        path,
        rewriteTo: backendPath(backend),
        rewriteHost: backend.external?.host,
        filters,
        backendRef,
      });
    case 'gRPC':
      return namedResource({
        apiVersion: 'gateway.networking.k8s.io/v1',
        kind: routeKinds.gRPC,
        metadata: objectMeta(target, name),
        spec: {
          parentRefs: [parentRef(gateway, listenerPort)],
          hostnames: [gateway.host],
          rules: [
            {
              filters: nonEmpty(filters),
              backendRefs: [backendRef],
            },
          ],
        },
      });
    default:
      return namedResource({
        apiVersion: 'gateway.networking.k8s.io/v1alpha2',
        kind: routeKinds[protocol],
        metadata: objectMeta(target, name),
        spec: {
          parentRefs: [parentRef(gateway, exposure.listenerPort)],
          rules: [{ backendRefs: [backendRef] }],
        },
      });
  }
}
