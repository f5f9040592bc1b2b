import type { Exposure } from '../../core/effective-binding/apis/exposure';
import type { RenderTarget } from '../../core/effective-binding/target';
import { namedResource, type ReleaseResource } from '../../core/manifest';
import type { JsonObject } from '../../runtime/json';
import {
  backendRef,
  renderBackend,
  renderBackendTlsPolicy,
} from '../routes/backend';
import { exposureName } from './names';

/** Renders the reference to the backend of a route: the Service of the component, or a Backend outside the platform. */
export function renderBackendRef(
  target: RenderTarget,
  exposure: Exposure,
): JsonObject {
  return exposure.backend.external
    ? backendRef(backendName(target, exposure))
    : { name: target.serviceName, port: exposure.backend.port };
}

/** Renders the Envoy Gateway Backend of an API that proxies a URL, with a BackendTLSPolicy for https. */
export function renderExternalBackend(
  target: RenderTarget,
  exposure: Exposure,
): ReleaseResource[] {
  const { external, port } = exposure.backend;
  if (!external) return [];
  const host = { host: external.host, port };
  const name = backendName(target, exposure);
  const tlsName = exposureName(target, exposure, 'tls');
  return [
    renderBackend(target, name, host),
    ...(external.isSecure
      ? [renderBackendTlsPolicy(target, tlsName, name, host)]
      : []),
  ].map(namedResource);
}

function backendName(target: RenderTarget, exposure: Exposure): string {
  return exposureName(target, exposure, 'backend');
}
