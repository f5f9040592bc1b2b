import type { JsonObject } from '../../runtime/json';
import { namedResource, type ReleaseResource } from '../../core/manifest';
import {
  objectMeta,
  type RenderTarget,
} from '../../core/effective-binding/target';
import { isIpAddress } from '../../core/effective-binding/apis/backend';
import type { Exposure } from '../../core/effective-binding/apis/exposure';
import { exposureName } from './names';

const group = 'gateway.envoyproxy.io';

/** Renders the reference to the backend of a route: the Service of the component, or a Backend outside the platform. */
export function renderBackendRef(
  target: RenderTarget,
  exposure: Exposure,
): JsonObject {
  return exposure.backend.external
    ? { group, kind: 'Backend', name: backendName(target, exposure) }
    : { name: target.name, port: exposure.backend.port };
}

/**
 * Renders the Envoy Gateway Backend of an API that proxies a URL. With TLS, a BackendTLSPolicy validates its
 * certificate against the public authorities.
 */
export function renderExternalBackend(
  target: RenderTarget,
  exposure: Exposure,
): ReleaseResource[] {
  const { external, port } = exposure.backend;
  if (!external) return [];
  const { host, isSecure } = external;
  const name = backendName(target, exposure);
  const backend = namedResource({
    apiVersion: `${group}/v1alpha1`,
    kind: 'Backend',
    metadata: objectMeta(target, name),
    spec: {
      endpoints: [
        isIpAddress(host)
          ? { ip: { address: host, port } }
          : { fqdn: { hostname: host, port } },
      ],
    },
  });
  if (!isSecure) return [backend];
  const tls = namedResource({
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'BackendTLSPolicy',
    metadata: objectMeta(target, exposureName(target, exposure, 'tls')),
    spec: {
      targetRefs: [{ group, kind: 'Backend', name }],
      validation: { hostname: host, wellKnownCACertificates: 'System' },
    },
  });
  return [backend, tls];
}

function backendName(target: RenderTarget, exposure: Exposure): string {
  return exposureName(target, exposure, 'backend');
}
