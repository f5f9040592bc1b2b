import type { EnvOverrides } from '@promenade/openchoreo-model';
import {
  isJsonList,
  jsonAt,
  type Json,
  type JsonObject,
} from '../../runtime/json';
import { sortedEntries } from '../../runtime/sorted';

/**
 * What `spec.envOverrides` says about the pods: resources and variables of containers that the release has. The variables
 * are in those containers already, so that they were resolved with all others; here they win over `spec.parameters`.
 */
export function podOverrideLayer(
  { containers }: EnvOverrides = {},
  rendered: readonly JsonObject[],
): JsonObject {
  const overridden = sortedEntries(containers).flatMap(
    ([name, { resources, env = [] }]): JsonObject[] => {
      const container = rendered.find(each => each.name === name);
      const keys = new Set<unknown>(env.map(({ key }) => key));
      const variables = containerVariables(container).filter(variable =>
        keys.has(jsonAt(variable, 'name')),
      );
      return container && (resources || variables.length)
        ? [
            {
              name,
              ...(resources && { resources: { ...resources } }),
              ...(variables.length && { env: variables }),
            },
          ]
        : [];
    },
  );
  return overridden.length ? { spec: { containers: overridden } } : {};
}

function containerVariables(
  container: JsonObject | undefined,
): readonly Json[] {
  return isJsonList(container?.env) ? container.env : [];
}

/** The layer of `spec.envOverrides` in a Deployment or StatefulSet. */
export function deploymentOverrideLayer(
  overrides: EnvOverrides | undefined,
  containers: readonly JsonObject[],
): JsonObject {
  return {
    replicas: overrides?.replicas,
    template: podOverrideLayer(overrides, containers),
  };
}
