import { isJsonList, isJsonObject, type Json, type JsonObject } from '../json';
import type { Labels } from './manifest';
import { canonicalResources } from './quantity';

/** The part of a pod that a workload settles. */
export interface PodOverlay {
  readonly containers: readonly JsonObject[];
  readonly volumes?: readonly JsonObject[];
  readonly annotations?: Labels;
}

/** The pod template of a workload, to be laid over that of its class. */
export function podTemplateOf({
  containers,
  volumes = [],
  annotations = {},
}: PodOverlay): JsonObject {
  return {
    metadata: Object.keys(annotations).length ? { annotations } : undefined,
    spec: { containers, volumes: volumes.length ? volumes : undefined },
  };
}

/**
 * Writes out the `resources` of every container as OpenChoreo v0.3.2 does:
 * empty where nobody asked for any, and quantities in Kubernetes' own way. A
 * data plane that both serve in turn should not see a difference.
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
  if (!isJsonObject(container)) return container;
  const { resources = {} } = container;
  return isJsonObject(resources)
    ? { ...container, resources: canonicalResources(resources) }
    : container;
}
