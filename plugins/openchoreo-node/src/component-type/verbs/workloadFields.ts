import { InputError } from '@backstage/errors';
import type {
  EndpointInput,
  OperationInput,
  verbs,
} from '@promenade/backstage-plugin-openchoreo-common';
import { endpointsOf } from '../../adapter-base/endpointInputs';
import type { Endpoint, Visibility } from '../componentKinds';
import { endpointType } from '../endpointFields';

type Input = OperationInput<typeof verbs.createComponent>;

/** Who may call an endpoint, besides the components of its project. Each level includes those before it. */
const visibilities: Record<string, Visibility[]> = {
  Project: [],
  Organization: ['namespace'],
  Public: ['namespace', 'external'],
};

/** The fields that an endpoint has by default. */
export const newEndpoint = { type: 'HTTP' };

/** The spec of a new Workload, without its owner. */
export function newWorkload(input: Input): object {
  const { image, command, args, environmentVariables: env } = input;
  const endpoints = endpointsOf(input).map(endpoint => [
    endpoint.name,
    { ...newEndpoint, ...endpointFields(endpoint, newEndpoint) },
  ]);
  return {
    container: {
      image,
      ...(command?.length && { command }),
      ...(args?.length && { args }),
      ...(env?.length && { env }),
    },
    ...(endpoints.length && { endpoints: Object.fromEntries(endpoints) }),
  };
}

/**
 * The fields of an endpoint that are given.
 *
 * @param before - the endpoint before the change
 */
export function endpointFields(
  endpoint: EndpointInput,
  before: { type: string },
): Partial<Endpoint> & { port: number } {
  const { port, basePath, exposure, apiDefinition: content } = endpoint;
  const { type } = endpoint;
  return {
    ...(type && { type: endpointType(type) }),
    port,
    ...(basePath && { basePath }),
    ...(exposure && { visibility: visibilities[exposure] }),
    ...(content && {
      schema: { type: type ?? before.type, content },
    }),
  };
}

/** @throws InputError for a value that is not in the Workload: OpenChoreo 1.x has no configuration groups */
export function checkVariables({
  environmentVariables = [],
}: Pick<Input, 'environmentVariables'>): void {
  const index = environmentVariables.findIndex(each => each.valueFrom);
  if (index < 0) return;
  throw new InputError(
    `environmentVariables.${index}.valueFrom: OpenChoreo 1.x has no configuration groups. Give a value, or add a SecretReference to the Workload`,
  );
}
