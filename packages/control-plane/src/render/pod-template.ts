import type { JsonObject } from '../runtime/json';
import type { Labels } from '../core/manifest';

/** The part of a pod that a workload settles. */
export interface PodOverlay {
  readonly containers: readonly JsonObject[];
  readonly volumes?: readonly JsonObject[];
  readonly annotations?: Labels;
}

/** The pod template of a workload, to be laid over that of its class. */
export function renderPodTemplate({
  containers,
  volumes = [],
  annotations = {},
}: PodOverlay): JsonObject {
  return {
    metadata: Object.keys(annotations).length ? { annotations } : undefined,
    spec: { containers, volumes: volumes.length ? volumes : undefined },
  };
}
