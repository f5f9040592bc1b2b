import type { JsonObject } from '../../runtime/json';
import { setHelpers } from './cel/helpers';
import { toCelObject } from './configuration-variables';

/** What a container gets besides its own configuration. */
export interface Dependencies {
  readonly variables: readonly JsonObject[];
  readonly volumeMounts: readonly JsonObject[];
  readonly volumes: readonly JsonObject[];
}

/** The variable `dependencies` of templates, with its helper functions. */
export function dependenciesVariable({
  variables,
  volumeMounts,
  volumes,
}: Dependencies): object {
  return setHelpers(
    toCelObject({ items: [] }),
    toCelObject({
      toContainerEnvs: variables,
      toContainerVolumeMounts: volumeMounts,
      toVolumes: volumes,
    }),
  );
}
