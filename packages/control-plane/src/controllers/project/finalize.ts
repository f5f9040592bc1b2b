import {
  DataPlane,
  Project,
  environmentKind,
} from '@promenade/openchoreo-model';
import { Cells } from '../../dataplane/cells/cells';
import { removeCells } from '../../dataplane/cells/remove-cells';
import { findDataPlane } from '../../core/lookups/find-data-plane';
import { waitingForDeletion } from '../../runtime/conditions';
import { indexes, inNamespace } from '../../core/lookups/indexes';
import { kindsOwnedBy } from '../../core/lookups/owned-kinds';
import { Read } from '../../runtime/read';
import { deleteIndexed } from '../../runtime/delete-indexed';
import { sharedOrganization } from '../../core/lookups/shared-resource';
import { DeletionBlocked } from '../../runtime/finalizer';
import { Write } from '../../runtime/write';

/**
 * Takes a project away: first its components and all that names it as its project, then its cells on the data planes.
 * A data plane that cannot be reached holds the deletion up, and the condition says so.
 */
export async function finalizeProject(
  project: Project,
  cells: Cells,
  read: Read,
  write: Write,
): Promise<DeletionBlocked | undefined> {
  const { namespace = '', name } = project.metadata;
  const members = await deleteIndexed(
    kindsOwnedBy('project'),
    indexes.project,
    inNamespace(namespace, name),
    read,
    write,
  );
  return members.length
    ? { message: waitingForDeletion(members) }
    : removeCells(project, cells, listDataPlanes(namespace, read), {
        organization: namespace,
        project: name,
      });
}

/** Every data plane that an environment of the organization, or a shared one, lives on. */
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
