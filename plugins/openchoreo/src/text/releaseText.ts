import {
  releaseVersion,
  type ReleaseView,
} from '@promenade/backstage-plugin-openchoreo-common';

/** The name of a deployed release in a sentence. */
export function deployedReleaseText(release: ReleaseView): string {
  return releaseText({ ...release, version: releaseVersion(release) });
}

/** The name of a release in a sentence: its version, or else its short hash. */
export function releaseText(release: {
  version?: string;
  short: string;
}): string {
  return release.version ?? release.short;
}
