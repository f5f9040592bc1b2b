import { InputError } from '@backstage/errors';
import type { EndpointInput } from '@promenade/backstage-plugin-openchoreo-common';
import { serviceKind, type Workload } from '@promenade/openchoreo-model';
import type { ChangedSpecs, ComponentSpecs } from './changeComponent';
import { defaultEndpointType } from './componentObjects';
import {
  needsApi,
  serviceApi,
  visibilityFields,
  workloadEndpoint,
} from './endpointSpecs';

/**
 * Sets and removes endpoints of a component, with the APIs that expose them.
 *
 * @throws InputError when another endpoint has the port already, or an endpoint is to be set and removed
 */
export function changedEndpoints(
  { workload, resource, kind }: ComponentSpecs,
  set: readonly EndpointInput[] = [],
  removed: readonly string[] = [],
): ChangedSpecs {
  if (!set.length && !removed.length) return { workload, resource };
  const endpoints = { ...workload.endpoints };
  const apis = { ...resource?.apis };
  for (const [index, name] of removed.entries()) {
    if (set.some(endpoint => endpoint.name === name)) {
      throw new InputError(
        `removedEndpoints.${index}: the endpoint ${name} is to be set, too. Choose one of the two`,
      );
    }
    // An endpoint that is gone already was removed by an earlier run.
    delete endpoints[name];
    delete apis[name];
  }
  const isService = kind === serviceKind.kind;
  for (const input of set) {
    const { name, port } = input;
    const changed = workloadEndpoint(
      input,
      endpoints[name],
      defaultEndpointType(kind),
    );
    endpoints[name] = {
      ...changed,
      ...(isService ? {} : visibilityFields(input)),
    };
    if (isService && (apis[name] || needsApi(changed.type, input))) {
      const settings = { ...input, type: changed.type };
      apis[name] = serviceApi(settings, port, apis[name]);
    }
  }
  checkPorts(endpoints, set);
  const hasApis = resource?.apis !== undefined || Object.keys(apis).length > 0;
  return {
    workload: { ...workload, endpoints },
    resource: resource && { ...resource, ...(hasApis && { apis }) },
  };
}

function checkPorts(
  endpoints: NonNullable<Workload['spec']['endpoints']>,
  set: readonly EndpointInput[],
): void {
  const protocolOf = (name: string) =>
    endpoints[name].type === 'UDP' ? 'UDP' : 'TCP';
  for (const [index, { name, port }] of set.entries()) {
    const other = Object.keys(endpoints).find(
      candidate =>
        candidate !== name &&
        endpoints[candidate].port === port &&
        protocolOf(candidate) === protocolOf(name),
    );
    if (other) {
      throw new InputError(
        `endpoints.${index}.port: ${port} is the port of the endpoint ${other}. Use another one`,
      );
    }
  }
}
