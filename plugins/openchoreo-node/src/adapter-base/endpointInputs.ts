import type {
  EndpointInput,
  OperationInput,
  verbs,
} from '@promenade/backstage-plugin-openchoreo-common';

/** The inputs that describe endpoints: a list, or the fields of a single one. */
export type EndpointInputs = Pick<
  OperationInput<typeof verbs.createComponent>,
  | 'endpoints'
  | 'port'
  | 'endpointName'
  | 'endpointType'
  | 'basePath'
  | 'exposure'
  | 'apiDefinition'
>;

/** The endpoints of a component: those that are listed, or the single one. */
export function endpointsOf(input: EndpointInputs): EndpointInput[] {
  const { port, endpointName: name = 'http', endpointType: type } = input;
  if (port === undefined) return input.endpoints ?? [];
  const { basePath, exposure, apiDefinition } = input;
  return [
    { name, ...(type && { type }), port, basePath, exposure, apiDefinition },
  ];
}
