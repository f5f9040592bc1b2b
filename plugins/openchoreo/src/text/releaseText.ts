import type { ReleaseView } from '@promenade/backstage-plugin-openchoreo-common';

/** The container that an image tag is taken from, if there are several. */
const mainContainer = 'main';

/** The version of a release: the tag of its main image. Undefined for a release without images. */
export function releaseVersion({
  images,
}: Pick<ReleaseView, 'images'>): string | undefined {
  const main =
    images.find(({ container }) => container === mainContainer) ?? images[0];
  return main?.tag || undefined;
}

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
