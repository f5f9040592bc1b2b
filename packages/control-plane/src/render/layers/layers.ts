import {
  isJsonObject,
  type JsonObject,
  isJsonList,
  jsonAt,
  type Json,
} from '../../runtime/json';
import type { MergeSchema } from '../../runtime/merge/merge-schema';
import { strategicMerge } from '../../runtime/merge/strategic-merge';
import { omitZeroValues, type GoType } from '../go/zero-values';
import type { EnvOverrides } from '@promenade/openchoreo-model';
import { sortedEntries } from '../../runtime/sort';

/** What the spec of a workload object is made of; each layer is laid over the one before it. */
export interface Layers {
  /** Template of the class: what platform engineers start everybody with. */
  readonly template: unknown;
  /** What the workload says: containers, ports, configuration. */
  readonly workload: JsonObject;
  /** `spec.parameters`: what the component's developers set for all environments. */
  readonly parameters?: unknown;
  /** `spec.envOverrides` of the binding: what differs in one environment. */
  readonly overrides: JsonObject;
  /** What nobody may set, because other objects rely on it: selectors, labels, suspension. */
  readonly fixed: JsonObject;
}

/**
 * The one merge order of Promenade: class < workload < parameters < envOverrides.
 * Each step is a strategic merge: objects member by member, containers and
 * variables by name, null removes. Of the template, what says nothing is left out first, as Go does by its type.
 */
export function mergeLayers(
  { template, workload, parameters, overrides, fixed }: Layers,
  schema: MergeSchema,
  type: GoType,
): JsonObject {
  return [workload, parameters, overrides, fixed].reduce<JsonObject>(
    (base, layer) =>
      isJsonObject(layer) ? strategicMerge(base, layer, schema) : base,
    isJsonObject(template) ? omitZeroValues(template, type) : {},
  );
}

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
