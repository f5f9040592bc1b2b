import {
  Environment,
  apiBindingKind,
  releaseKind,
} from '@promenade/openchoreo-model';
import { Cells } from '../../dataplane/cells/cells';
import { removeCells } from '../../dataplane/cells/remove-cells';
import { componentTypes } from '../../core/component-type/component-types';
import { findDataPlane } from '../../core/lookups/find-data-plane';
import { waitingForDeletion } from '../../runtime/conditions';
import { listCellLocations } from '../../core/lookups/recorded-data-planes';
import { inNamespace, indexes } from '../../core/lookups/indexes';
import { Read } from '../../runtime/read';
import { deleteIndexed } from '../../runtime/delete-indexed';
import { DeletionBlocked } from '../../runtime/finalizer';
import { Write } from '../../runtime/write';

/** The kinds that name an environment to deploy to. */
const bindingKinds = [
  ...componentTypes.map(({ bindingKind }) => bindingKind),
  apiBindingKind,
];

/**
 * Cleans up an environment: deletes its bindings, then its cells. The environment exists until the last Release is cleaned up,
 * because that needs its data plane.
 */
export async function finalizeEnvironment(
  environment: Environment,
  cells: Cells,
  read: Read,
  write: Write,
): Promise<DeletionBlocked | undefined> {
  const remaining = await deleteBindings(environment, read, write);
  if (remaining.length) {
    return { message: waitingForDeletion(remaining) };
  }
  const { namespace = '', name } = environment.metadata;
  const found = findDataPlane(read, namespace, name);
  const locations = listCellLocations(
    environment.status?.dataPlanes,
    'dataPlane' in found ? [found.dataPlane] : [],
    read,
  );
  return removeCells(environment, cells, locations, {
    organization: namespace,
    environment: name,
  });
}

/** Deletes bindings first, because garbage collection deletes their Releases. Other Releases were written by users. */
async function deleteBindings(
  { metadata }: Environment,
  read: Read,
  write: Write,
): Promise<string[]> {
  const value = inNamespace(metadata.namespace ?? '', metadata.name);
  const remove = (kinds: Parameters<typeof deleteIndexed>[0]) =>
    deleteIndexed(kinds, indexes.environment, value, read, write);
  const bindings = await remove(bindingKinds);
  return bindings.length ? bindings : remove([releaseKind]);
}
