import { InputError } from '@backstage/errors';
import type {
  OperationInput,
  verbs,
} from '@promenade/backstage-plugin-openchoreo-common';
import { changedParameters } from '../../adapter-base/changedParameters';
import { changedVariables } from '../../adapter-base/changedVariables';
import type { Component, Workload } from '../componentKinds';
import type { ReleaseBinding } from '../deploymentKinds';
import { endpointFields, newEndpoint } from './workloadFields';

type Input = OperationInput<typeof verbs.updateComponent>;

/** What a component runs in an environment. */
export interface ComponentSpecs {
  component: Component['spec'];
  workload: Workload['spec'];
  /** Undefined when the values of the environment are not asked for. */
  binding?: ReleaseBinding['spec'];
}

/**
 * The specs after a change.
 *
 * @param isFirst - whether variables are those of the Workload, and not overrides of the environment
 * @throws InputError when the component does not have what is to be removed
 */
export function changedSpecs(
  { component, workload, binding }: ComponentSpecs,
  input: Input,
  isFirst: boolean,
): ComponentSpecs {
  return {
    component: {
      ...component,
      ...(input.parameters && {
        parameters: changedParameters(component, input.parameters),
      }),
    },
    workload: {
      ...workload,
      container: changedContainer(workload.container, input, isFirst),
      ...changedEndpoints(workload, input),
    },
    binding: binding && changedBinding(binding, input, isFirst),
  };
}

function changedContainer(
  container: Workload['spec']['container'],
  input: Input,
  isFirst: boolean,
): Workload['spec']['container'] {
  return {
    ...container,
    ...(input.image && { image: input.image }),
    ...(isFirst && withVariables(container.env, input)),
  };
}

function changedBinding(
  binding: ReleaseBinding['spec'],
  input: Input,
  isFirst: boolean,
): ReleaseBinding['spec'] {
  const { componentTypeEnvironmentConfigs, workloadOverrides } = binding;
  const { replicas } = input;
  const container = workloadOverrides?.container;
  const variables = isFirst ? {} : withVariables(container?.env, input);
  return {
    ...binding,
    ...(replicas !== undefined && {
      componentTypeEnvironmentConfigs: {
        ...componentTypeEnvironmentConfigs,
        replicas,
      },
    }),
    ...(variables.env && {
      workloadOverrides: {
        ...workloadOverrides,
        container: { ...container, ...variables },
      },
    }),
  };
}

/** The variables after a change. Empty when none is asked for. */
function withVariables(
  env: Workload['spec']['container']['env'] = [],
  { environmentVariables = [], removedEnvironmentVariables = [] }: Input,
) {
  if (!environmentVariables.length && !removedEnvironmentVariables.length) {
    return {};
  }
  const set = environmentVariables.map(({ key, value }) => ({ key, value }));
  return { env: changedVariables(env, set, removedEnvironmentVariables) };
}

/** The endpoints after a change. Empty when none is asked for. */
function changedEndpoints(
  { endpoints: before = {} }: Workload['spec'],
  { component, endpoints: set = [], removedEndpoints = [] }: Input,
): Pick<Workload['spec'], 'endpoints'> {
  if (!set.length && !removedEndpoints.length) return {};
  const missing = removedEndpoints.find(name => !Object.hasOwn(before, name));
  if (missing !== undefined) {
    throw new InputError(
      `removedEndpoints: ${component} has no endpoint ${missing}. Its endpoints: ${
        Object.keys(before).join(', ') || 'none'
      }`,
    );
  }
  const changed = set.map(endpoint => {
    const found = Object.hasOwn(before, endpoint.name)
      ? before[endpoint.name]
      : newEndpoint;
    return [
      endpoint.name,
      { ...found, ...endpointFields(endpoint, found) },
    ] as const;
  });
  return {
    endpoints: Object.fromEntries(
      [...Object.entries(before), ...changed].filter(
        ([name]) => !removedEndpoints.includes(name),
      ),
    ),
  };
}
