import { isIpAddress } from '../../core/effective-binding/apis/backend';
import {
  objectMeta,
  type RenderTarget,
} from '../../core/effective-binding/target';
import type { Manifest } from '../../core/manifest';
import type { JsonObject } from '../../runtime/json';

const group = 'gateway.envoyproxy.io';

/** A host outside the platform. */
export interface ExternalHost {
  /** Host name or IP address. */
  readonly host: string;
  readonly port?: number;
}

/** Reference to an Envoy Gateway Backend. */
export function backendRef(name: string): JsonObject {
  return { group, kind: 'Backend', name };
}

/** Renders the Envoy Gateway Backend of an external host. */
export function renderBackend(
  target: RenderTarget,
  name: string,
  { host, port }: ExternalHost,
): Manifest {
  return {
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
  };
}

/** Renders the BackendTLSPolicy that validates the certificate of a Backend against the public authorities. */
export function renderBackendTlsPolicy(
  target: RenderTarget,
  name: string,
  backend: string,
  { host }: ExternalHost,
): Manifest {
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'BackendTLSPolicy',
    metadata: objectMeta(target, name),
    spec: {
      targetRefs: [backendRef(backend)],
      validation: {
        hostname: host,
        wellKnownCACertificates: 'System',
      },
    },
  };
}
