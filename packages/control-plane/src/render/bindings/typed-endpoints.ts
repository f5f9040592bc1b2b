import type {
  EndpointAccess,
  EndpointStatus,
  WorkloadEndpoint,
} from '@promenade/openchoreo-model';
import type { EffectiveTypedBinding } from '../../core/effective-binding/effective-binding';
import {
  endpointAccess,
  endpointScheme,
} from '../../core/effective-binding/endpoint-uri';
import { gateways } from '../../core/effective-binding/hosts';
import type { Manifest, ReleaseResource } from '../../core/manifest';
import { jsonAt, jsonListAt } from '../../runtime/json';
import { sortedEntries } from '../../runtime/sort';

/** Labels and annotations by which OpenChoreo 1.x tells which endpoint a route is for, and at which path. */
const endpointNameLabel = 'openchoreo.dev/endpoint-name';
const basePathAnnotation = 'openchoreo.dev/endpoint-base-path';

/**
 * The addresses of the endpoints of a component with a component type, read from its Services and routes, because only its templates
 * know their names. An endpoint whose port no Service has is left out.
 */
export function typedEndpoints(
  { binding, hosts }: EffectiveTypedBinding,
  resources: readonly ReleaseResource[],
): EndpointStatus[] {
  return sortedEntries(binding.spec.workloadSpec.endpoints).flatMap(
    ([name, endpoint]) => {
      const service = findService(resources, endpoint.port);
      if (!service) return [];
      const { type, port } = endpoint;
      const scheme = endpointScheme(type, port);
      const status: EndpointStatus = {
        name,
        type,
        project: endpointAccess({
          host: service.metadata.name,
          port,
          ...(scheme && { scheme }),
        }),
      };
      for (const route of routesOf(resources, name, port, service)) {
        for (const parent of jsonListAt(route.spec, 'parentRefs')) {
          const gateway = jsonAt(parent, 'name');
          const access = routeAccess(route, endpoint, hosts.api.Public.port);
          if (gateway === gateways.Public) status.public ??= access;
          if (gateway === gateways.Organization) status.organization ??= access;
        }
      }
      return [status];
    },
  );
}

/** Finds the Service with a port. */
export function findService(
  resources: readonly ReleaseResource[],
  port: number,
): Manifest | undefined {
  return resources.find(
    ({ object }) =>
      object.kind === 'Service' &&
      object.apiVersion === 'v1' &&
      jsonListAt(object.spec, 'ports').some(
        each => jsonAt(each, 'port') === port,
      ),
  )?.object;
}

/** The routes of an endpoint: those with its label, otherwise those without a label that lead to its port. */
function routesOf(
  resources: readonly ReleaseResource[],
  endpoint: string,
  port: number,
  service: Manifest,
): Manifest[] {
  return resources
    .map(({ object }) => object)
    .filter(({ kind, metadata, spec }) => {
      if (kind !== 'HTTPRoute' && kind !== 'GRPCRoute') return false;
      const label = metadata.labels[endpointNameLabel];
      if (label !== undefined) return label === endpoint;
      return jsonListAt(spec, 'rules')
        .flatMap(rule => jsonListAt(rule, 'backendRefs'))
        .some(
          backend =>
            jsonAt(backend, 'name') === service.metadata.name &&
            jsonAt(backend, 'port') === port,
        );
    });
}

function routeAccess(
  route: Manifest,
  { type }: WorkloadEndpoint,
  port: number,
): EndpointAccess | undefined {
  const [host] = jsonListAt(route.spec, 'hostnames');
  if (typeof host !== 'string') return undefined;
  if (route.kind === 'GRPCRoute') {
    return endpointAccess({ host, port, scheme: 'grpcs' });
  }
  const annotated = jsonAt(route.metadata, 'annotations', basePathAnnotation);
  const matched = jsonListAt(route.spec, 'rules')
    .flatMap(rule => jsonListAt(rule, 'matches'))
    .map(match => jsonAt(match, 'path', 'value'))
    .find(path => typeof path === 'string');
  return endpointAccess({
    host,
    port,
    scheme: type === 'Websocket' ? 'wss' : 'https',
    basePath: String(annotated ?? matched ?? '/'),
  });
}
