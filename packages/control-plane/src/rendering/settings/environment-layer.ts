import type { EnvOverrides } from '@promenade/openchoreo-model';
import type { JsonObject } from '../../json';
import { sortedEntries } from '../sorted';

/** What `spec.envOverrides` says about the pods: resources of containers that the release has. */
export function podOverrides(
  { containers }: EnvOverrides = {},
  known: readonly JsonObject[],
): JsonObject {
  const names = new Set(known.map(({ name }) => name));
  const overridden = sortedEntries(containers)
    .filter(([name, { resources }]) => resources && names.has(name))
    .map(([name, { resources }]) => ({ name, resources: { ...resources } }));
  return overridden.length ? { spec: { containers: overridden } } : {};
}

/** The layer of `spec.envOverrides` in a Deployment or StatefulSet. */
export function environmentLayer(
  overrides: EnvOverrides | undefined,
  containers: readonly JsonObject[],
): JsonObject {
  return {
    replicas: overrides?.replicas,
    template: podOverrides(overrides, containers),
  };
}
