import type {
  EndpointAccess,
  EndpointStatus,
  WorkloadEndpoint,
  WorkloadTemplate,
} from '@promenade/openchoreo-model';
import type { Exposure } from '../../core/effective-binding/apis/exposure';
import {
  endpointAccess,
  endpointScheme,
} from '../../core/effective-binding/endpoint-uri';
import { isPublic } from '../../core/effective-binding/apis/web-endpoints';
import { exposureGateway } from '../../core/effective-binding/apis/exposure-gateway';
import type { Gateway, Hosts } from '../../core/effective-binding/hosts';
import {
  hostName,
  type RenderTarget,
} from '../../core/effective-binding/target';
import { sortedEntries } from '../../runtime/sort';

/**
 * The addresses of the endpoints of a Service component, by endpoint name: in the cell through its Service, and at the
 * gateways where an API of the same name exposes it.
 *
 * @param exposures - the exposures of the component that have a route
 */
export function serviceEndpoints(
  target: RenderTarget,
  workload: WorkloadTemplate,
  exposures: readonly Exposure[],
  hosts: Hosts,
): EndpointStatus[] {
  return sortedEntries(workload.endpoints).map(([name, endpoint]) => {
    const status = projectEndpointStatus(target, name, endpoint);
    for (const exposure of exposures) {
      if (exposure.api === name) {
        const access = exposureAccess(target, exposure, hosts);
        if (exposure.level === 'Public') status.public = access;
        else status.organization = access;
      }
    }
    return status;
  });
}

/**
 * The addresses of the endpoints of a WebApplication component, by endpoint name. Only an HTTP endpoint has a public
 * address.
 *
 * @param isOffered - whether the component has a route; its host may be taken by another component
 */
export function webApplicationEndpoints(
  target: RenderTarget,
  workload: WorkloadTemplate,
  hosts: Hosts,
  isOffered: boolean,
): EndpointStatus[] {
  return sortedEntries(workload.endpoints).map(([name, endpoint]) => {
    const status = projectEndpointStatus(target, name, endpoint);
    if (
      isOffered &&
      endpoint.type === 'HTTP' &&
      isPublic(endpoint.visibility)
    ) {
      status.public = gatewayAccess(
        hosts.webApplication(hostName(target)),
        '/',
      );
    }
    return status;
  });
}

function projectEndpointStatus(
  target: RenderTarget,
  name: string,
  { type, port }: WorkloadEndpoint,
): EndpointStatus {
  const scheme = endpointScheme(type, port);
  return {
    name,
    type,
    project: endpointAccess({
      host: target.serviceName,
      port,
      ...(scheme && { scheme }),
    }),
  };
}

/** The address of an API at a gateway. */
export function exposureAccess(
  target: Pick<RenderTarget, 'component' | 'track'>,
  exposure: Exposure,
  hosts: Hosts,
): EndpointAccess {
  const { type, protocol, path, listenerPort } = exposure;
  const gateway = exposureGateway(exposure, target, hosts);
  const { host, port } = gateway;
  switch (protocol) {
    case 'HTTP':
      return gatewayAccess(
        gateway,
        path,
        type === 'Websocket' ? 'wss' : 'https',
      );
    case 'gRPC':
      return endpointAccess({ host, port, scheme: 'grpcs' });
    default:
      return endpointAccess({ host, port: listenerPort });
  }
}

function gatewayAccess(
  { host, port }: Gateway,
  basePath: string,
  scheme = 'https',
): EndpointAccess {
  return endpointAccess({ host, port, scheme, basePath });
}
