import {
  EvaluationError,
  Optional,
  type Environment,
} from '@marcbachmann/cel-js';
import { isJsonObject } from '../../../runtime/json';

/** Names of the helper functions of OpenChoreo, which are called on a variable. Only toEndpointResources has an argument, an endpoint. */
export type HelperName =
  | 'toConfigFileList'
  | 'toSecretFileList'
  | 'toConfigEnvsByContainer'
  | 'toSecretEnvsByContainer'
  | 'toContainerEnvFrom'
  | 'toContainerEnvs'
  | 'toContainerVolumeMounts'
  | 'toVolumes'
  | 'toServicePorts'
  | 'toEndpointResources';

/** What the helper functions return that a variable has. */
export type Helpers = { readonly [name in HelperName]?: unknown };

const helperVariables: { readonly [name in HelperName]: readonly string[] } = {
  toConfigFileList: ['configurations'],
  toSecretFileList: ['configurations'],
  toConfigEnvsByContainer: ['configurations'],
  toSecretEnvsByContainer: ['configurations'],
  toContainerEnvFrom: ['configurations'],
  toContainerEnvs: ['dependencies'],
  toContainerVolumeMounts: ['configurations', 'dependencies'],
  toVolumes: ['configurations', 'dependencies'],
  toServicePorts: ['workload'],
  toEndpointResources: ['workload'],
};

const helpersOf = new WeakMap<object, Helpers>();

/** Gives the value of a variable its helper functions. Returns the value. */
export function setHelpers<T extends object>(value: T, helpers: Helpers): T {
  helpersOf.set(value, helpers);
  return value;
}

/** Registers the helper functions. */
export function registerHelpers(environment: Environment): void {
  const sync = { async: false };
  for (const name of Object.keys(helperVariables)) {
    if (name === 'toEndpointResources') continue;
    environment.registerFunction(
      `map.${name}(): list<dyn>`,
      (receiver: object) => resultOf(receiver, name),
      sync,
    );
  }
  environment.registerFunction(
    'map.toEndpointResources(string): optional<list<dyn>>',
    (receiver: object, endpoint: string) => {
      const byEndpoint = resultOf(receiver, 'toEndpointResources');
      const found = new Map(
        Object.entries(isJsonObject(byEndpoint) ? byEndpoint : {}),
      );
      return Optional.of(found.get(endpoint));
    },
    sync,
  );
}

/** What a helper function of a variable returns. @throws EvaluationError if the variable does not have it */
function resultOf(receiver: object, name: string): unknown {
  const helpers = new Map(Object.entries(helpersOf.get(receiver) ?? {}));
  if (helpers.has(name)) return helpers.get(name);
  const variables = new Map(Object.entries(helperVariables)).get(name) ?? [];
  throw new EvaluationError(
    `${name}() is a function of ${variables.join(' and ')}`,
  );
}
