import {
  DataPlane,
  Project,
  environmentKind,
  finalizers,
  kinds,
  projectKind,
} from '@promenade/openchoreo-model';
import { Cells } from '../cell/cells';
import { dataPlaneOf } from '../data-planes';
import { removeFinalizer } from '../runtime/finalizer';
import { finalizingStatus, some } from '../runtime/finalizing';
import { inNamespace } from '../runtime/indexes';
import { Read } from '../runtime/read';
import { ReconcileResult } from '../runtime/reconcile';
import { removeFound } from '../runtime/remove-found';
import { sharedOrganization } from '../runtime/shared-resource';
import { Write } from '../runtime/write';

const reason = 'ProjectFinalizing';

/** How often a data plane is asked whether the cells are gone, in milliseconds. */
const cellInterval = 2_000;

/**
 * Takes a project away: first its components and all that names it as its project, then its cells on the data planes.
 * A data plane that cannot be reached holds the deletion up, and the condition says so.
 */
export async function finalizeProject(
  project: Project,
  cells: Cells,
  read: Read,
  write: Write,
  now: Date,
): Promise<ReconcileResult | undefined> {
  const wait = (message: string) =>
    write.updateStatus(
      projectKind,
      project,
      finalizingStatus(project, reason, message, now),
    );
  const { namespace = '', name } = project.metadata;
  const members = await removeFound(
    kinds.filter(({ owner }) => owner.project),
    'project',
    inNamespace(namespace, name),
    read,
    write,
  );
  if (members.length) {
    await wait(`Waiting for ${some(members)} to be deleted`);
    return undefined;
  }
  let namespaces: string[];
  try {
    namespaces = await removeCells(project, cells, read);
  } catch (error) {
    await wait(error instanceof Error ? error.message : String(error));
    throw error;
  }
  if (namespaces.length) {
    await wait(`Waiting for namespace ${some(namespaces)} to be deleted`);
    return { requeueAfter: cellInterval };
  }
  await removeFinalizer(write, projectKind, project, finalizers.project);
  return undefined;
}

async function removeCells(
  { metadata }: Project,
  cells: Cells,
  read: Read,
): Promise<string[]> {
  const organization = metadata.namespace ?? '';
  const left: string[] = [];
  for (const dataPlane of dataPlanesOf(organization, read)) {
    left.push(
      ...(await cells.remove(dataPlane, {
        organization,
        project: metadata.name,
      })),
    );
  }
  return left;
}

/** Every data plane that an environment of the organization, or a shared one, lives on. */
function dataPlanesOf(organization: string, read: Read): Set<DataPlane> {
  const environments = [...new Set([organization, sharedOrganization])].flatMap(
    namespace => read.byIndex(environmentKind, 'namespace', namespace),
  );
  const found = environments.map(({ metadata }) =>
    dataPlaneOf(read, organization, metadata.name),
  );
  return new Set(
    found.flatMap(each => ('dataPlane' in each ? [each.dataPlane] : [])),
  );
}
