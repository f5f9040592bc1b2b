import type { KubeObject } from '@promenade/kube-client';
import {
  genName,
  nameLimits,
  parentsOf,
  releaseKind,
} from '@promenade/openchoreo-model';

/** Name of the Release with the baseline policy of a cell; no binding has this name. */
export function baselineReleaseName(
  project: string,
  environment: string,
): string {
  return genName(nameLimits.resource, 'cell', project, environment);
}

/** Whether a Release, which may be malformed, has the baseline policy of its cell. */
export function isBaselineRelease(release: KubeObject): boolean {
  const { project, environment } = parentsOf(releaseKind, release);
  return (
    project !== undefined &&
    environment !== undefined &&
    release.metadata.name === baselineReleaseName(project, environment)
  );
}
