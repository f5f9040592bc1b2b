import { isJsonList, isJsonObject, type Json, type JsonObject } from '../json';

/** The part of a pod that a workload settles. */
export interface PodOverlay {
  readonly containers: readonly JsonObject[];
}

/**
 * Gives every container its `resources`, empty where nobody asked for any.
 * OpenChoreo v0.3.2 writes them out, and a data plane that both serve in turn
 * should not see a difference.
 */
export function completePodTemplate(template: Json | undefined): JsonObject {
  if (!isJsonObject(template)) return {};
  const { spec } = template;
  if (!isJsonObject(spec)) return template;
  return {
    ...template,
    spec: {
      ...spec,
      ...completed('initContainers', spec),
      ...completed('containers', spec),
    },
  };
}

function completed(member: string, spec: JsonObject): JsonObject {
  const containers = spec[member];
  return isJsonList(containers)
    ? { [member]: containers.map(withResources) }
    : {};
}

function withResources(container: Json): Json {
  return isJsonObject(container) && container.resources === undefined
    ? { ...container, resources: {} }
    : container;
}
