import { setHelpers } from './cel/helpers';
import { toCelObject } from './configuration-variables';
import type { JsonObject } from '../../runtime/json';

/** The variable `dependencies` of templates, with its helper functions: the environment variables of the connections. */
export function dependenciesVariable(variables: readonly JsonObject[]): object {
  return setHelpers(
    toCelObject({ items: [] }),
    toCelObject({
      toContainerEnvs: variables,
      toContainerVolumeMounts: [],
      toVolumes: [],
    }),
  );
}
