import type { ReleaseRevision } from '@promenade/backstage-plugin-openchoreo-common';

/** Identifies a revision of an environment, which may have run the same release several times. */
export function revisionKey({
  artifact,
  promotion,
  since,
}: ReleaseRevision): string {
  return [artifact, promotion, since].join(' ');
}
