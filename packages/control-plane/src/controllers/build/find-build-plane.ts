import {
  buildPlaneKind,
  type Build,
  type BuildPlane,
} from '@promenade/openchoreo-model';
import { indexes } from '../../core/lookups/indexes';
import {
  searchedOrganizations,
  sharedOrganization,
} from '../../core/lookups/shared-resource';
import { isDeleting } from '../../runtime/finalizer';
import type { Read } from '../../runtime/read';
import { invalidObjectError } from '../../runtime/validation';

/** Why a Build has no build plane: reason and message of a condition. */
export interface NoBuildPlane {
  readonly reason: 'BuildPlaneNotFound';
  readonly message: string;
}

/**
 * Finds the build plane of a Build: the one that its Workflow was started on, or else the first by name in its organization, then in
 * `default`. One that is being deleted starts no Build. A malformed one is not replaced by another, on which its author does not want
 * to build.
 */
export function findBuildPlane(
  { metadata: { namespace = '' }, status }: Build,
  read: Read,
): BuildPlane | NoBuildPlane {
  const organizations = [namespace, sharedOrganization];
  const started = status?.buildPlane;
  if (started && organizations.includes(started.namespace)) {
    return getBuildPlane(started, read);
  }
  for (const organization of organizations) {
    const [first] = [
      ...read.byIndex(buildPlaneKind, indexes.namespace, organization),
      ...read.invalidByIndex(buildPlaneKind, indexes.namespace, organization),
    ]
      .filter(buildPlane => !isDeleting(buildPlane))
      .map(({ metadata: { name } }) => ({ namespace: organization, name }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    if (first) return getBuildPlane(first, read);
  }
  return notFound(
    `No BuildPlane in ${searchedOrganizations(namespace)}; create one`,
  );
}

function getBuildPlane(
  key: { namespace: string; name: string },
  read: Read,
): BuildPlane | NoBuildPlane {
  return (
    read.get(buildPlaneKind, key) ??
    notFound(
      invalidObjectError(read, buildPlaneKind, key) ??
        `BuildPlane "${key.namespace}/${key.name}" not found; create it again, or create a new Build`,
    )
  );
}

function notFound(message: string): NoBuildPlane {
  return { reason: 'BuildPlaneNotFound', message };
}
