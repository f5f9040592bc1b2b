import type {
  EndpointAccess,
  EndpointStatus,
  ServiceAPI,
  WorkloadEndpoint,
  WorkloadTemplate,
} from '@promenade/openchoreo-model';
import { apiPath } from './api-path';
import { exposuresOf } from './api/exposure';
import { endpointAccess, schemeOf } from './endpoint-uri';
import type { Gateway, Hosts } from './hosts';
import { sortedEntries } from './sorted';
import type { RenderTarget } from './target';

/**
 * Where the endpoints of a Service component are reached, by endpoint name:
 * inside the cell through its Service, and at the gateways where an API of the
 * same name offers it.
 */
export function serviceEndpoints(
  target: RenderTarget,
  workload: WorkloadTemplate,
  apis: { readonly [name: string]: ServiceAPI } | undefined,
  hosts: Hosts,
): EndpointStatus[] {
  const { exposures } = exposuresOf(apis);
  return sortedEntries(workload.endpoints).map(([name, endpoint]) => {
    const status = projectEndpoint(target, name, endpoint);
    for (const { api, level, basePath } of exposures) {
      if (api === name) {
        const access = gatewayAccess(
          hosts.api[level],
          apiPath(target, basePath),
        );
        if (level === 'Public') status.public = access;
        else status.organization = access;
      }
    }
    return status;
  });
}

/**
 * Where the endpoints of a WebApplication component are reached, by endpoint
 * name. Only an HTTP endpoint is something a browser can open.
 */
export function webApplicationEndpoints(
  target: RenderTarget,
  workload: WorkloadTemplate,
  hosts: Hosts,
): EndpointStatus[] {
  return sortedEntries(workload.endpoints).map(([name, endpoint]) => {
    const status = projectEndpoint(target, name, endpoint);
    if (endpoint.type === 'HTTP') {
      status.public = gatewayAccess(
        hosts.webApplication(target.component),
        '/',
      );
    }
    return status;
  });
}

function projectEndpoint(
  target: RenderTarget,
  name: string,
  { type, port }: WorkloadEndpoint,
): EndpointStatus {
  const scheme = schemeOf(type, port);
  return {
    name,
    type,
    project: endpointAccess({
      host: target.name,
      port,
      ...(scheme && { scheme }),
    }),
  };
}

function gatewayAccess(
  { host, port }: Gateway,
  basePath: string,
): EndpointAccess {
  return endpointAccess({ host, port, scheme: 'https', basePath });
}
