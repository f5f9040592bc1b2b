import type { EnvOverrides } from '@promenade/openchoreo-model';
import { podContainerName } from '../../core/effective-binding/container-names';
import {
  isJsonList,
  isJsonObject,
  jsonAt,
  type Json,
  type JsonObject,
} from '../../runtime/json';
import type { MergeSchema } from '../../runtime/merge/merge-schema';
import { strategicMerge } from '../../runtime/merge/strategic-merge';
import { sortedEntries } from '../../runtime/sort';
import { omitZeroValues, type GoType } from '../go/zero-values';

/** The layers of the spec of a workload object; each is merged over the one before. */
export interface Layers {
  /** Template of the class, by platform engineers. */
  readonly template: unknown;
  /** Containers, ports and configuration of the workload. */
  readonly workload: JsonObject;
  /** `spec.parameters`, by developers for all environments. */
  readonly parameters?: unknown;
  /** `spec.envOverrides` of the binding, for one environment. */
  readonly overrides: JsonObject;
  /** What other objects rely on and nobody may override: selectors, labels, suspension. */
  readonly fixed: JsonObject;
}

/**
 * Merges the layers: class < workload < parameters < envOverrides < fixed. Each step is a strategic merge: objects by
 * member, containers and variables by name, null removes. Zero values of the template are removed first, as Go does by
 * type.
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
 * The layer of `spec.envOverrides` in a pod template: resources and variables of rendered containers. The variables are
 * in the containers already, resolved like all others; here they override `spec.parameters`.
 */
export function podOverrideLayer(
  { containers }: EnvOverrides = {},
  rendered: readonly JsonObject[],
): JsonObject {
  const overridden = sortedEntries(containers).flatMap(
    ([name, { resources, env = [] }]): JsonObject[] => {
      const podName = podContainerName(name);
      const container = rendered.find(each => each.name === podName);
      const keys = new Set<unknown>(env.map(({ key }) => key));
      const variables = containerVariables(container).filter(variable =>
        keys.has(jsonAt(variable, 'name')),
      );
      return container && (resources || variables.length)
        ? [
            {
              name: podName,
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
