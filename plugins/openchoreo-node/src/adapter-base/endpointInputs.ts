import type { EndpointInput } from '@promenade/backstage-plugin-openchoreo-common';
import type { DescribedComponent } from '../domain/WorkloadDescriptor';

/** The inputs that describe endpoints: a list, or the fields of a single one. */
export type EndpointInputs = Omit<DescribedComponent, 'name' | 'type'>;

/** The endpoints of a component: those that are listed, or the single one. */
export function endpointsOf(input: EndpointInputs): EndpointInput[] {
  const { port, endpointName: name = 'http', endpointType: type } = input;
  if (port === undefined) return input.endpoints ?? [];
  const { basePath, exposure, apiDefinition } = input;
  return [
    { name, ...(type && { type }), port, basePath, exposure, apiDefinition },
  ];
}
