import { genName, nameLimits } from '@promenade/openchoreo-model';

/** Name of the Release with the baseline policy of a cell; no binding has this name. */
export function baselineReleaseName(
  project: string,
  environment: string,
): string {
  return genName(nameLimits.resource, 'cell', project, environment);
}
