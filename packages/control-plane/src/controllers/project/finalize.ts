import {
  DataPlane,
  Project,
  environmentKind,
  releaseKind,
} from '@promenade/openchoreo-model';
import type { KubeObject } from '@promenade/kube-client';
import { isBaselineRelease } from '../../core/isolation/baseline-release-name';
import { Cells } from '../../dataplane/cells/cells';
import { removeCells } from '../../dataplane/cells/remove-cells';
import { findDataPlane } from '../../core/lookups/find-data-plane';
import { waitingForDeletion } from '../../runtime/conditions';
import { indexes, inNamespace } from '../../core/lookups/indexes';
import {
  cellsBlockedBy,
  listCellLocations,
} from '../../core/lookups/recorded-data-planes';
import { kindsOwnedBy } from '../../core/lookups/owned-kinds';
import { Read } from '../../runtime/read';
import { deleteIndexed } from '../../runtime/delete-indexed';
import { sharedOrganization } from '../../core/lookups/shared-resource';
import { DeletionBlocked } from '../../runtime/finalizer';
import { Write } from '../../runtime/write';

/**
 * Cleans up a project: deletes everything that it owns, then its cells on the data planes. An unreachable data plane blocks the
 * deletion, and the condition says so.
 */
export async function finalizeProject(
  project: Project,
  cells: Cells,
  read: Read,
  write: Write,
): Promise<DeletionBlocked | undefined> {
  const { namespace = '', name } = project.metadata;
  const removeOwned = (isIncluded?: (object: KubeObject) => boolean) =>
    deleteIndexed(
      kindsOwnedBy('project'),
      indexes.project,
      inNamespace(namespace, name),
      read,
      write,
      isIncluded,
    );
  // The cells stay isolated until their components are gone.
  const components = await removeOwned(object => !isBaseline(object));
  const remaining = components.length ? components : await removeOwned();
  if (remaining.length) {
    return { message: waitingForDeletion(remaining) };
  }
  const locations = listCellLocations(
    project.status?.dataPlanes,
    listDataPlanes(namespace, read),
    read,
  );
  const blocked = await removeCells(project, cells, locations, {
    organization: namespace,
    project: name,
  });
  return blocked ?? cellsBlockedBy(project, read);
}

function isBaseline(object: KubeObject): boolean {
  return object.kind === releaseKind.kind && isBaselineRelease(object);
}

/** The data planes of all environments that the organization may use. */
function listDataPlanes(organization: string, read: Read): Set<DataPlane> {
  const environments = [...new Set([organization, sharedOrganization])].flatMap(
    namespace => read.byIndex(environmentKind, indexes.namespace, namespace),
  );
  const found = environments.map(({ metadata }) =>
    findDataPlane(read, organization, metadata.name),
  );
  return new Set(
    found.flatMap(each => ('dataPlane' in each ? [each.dataPlane] : [])),
  );
}
