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
import { inNamespace, indexes } from '../../core/lookups/indexes';
import { Read } from '../../runtime/read';
import { deleteIndexed } from '../../runtime/delete-indexed';
import { DeletionBlocked } from '../../runtime/finalizer';
import { Write } from '../../runtime/write';

/** The kinds that are bound to an environment by name. */
const bindingKinds = [
  ...componentTypes.map(({ bindingKind }) => bindingKind),
  apiBindingKind,
];

/**
 * Takes an environment away: first what is bound to it, then its cells.
 * It stays until the last Release has been cleaned up, because that needs to know the data plane.
 */
export async function finalizeEnvironment(
  environment: Environment,
  cells: Cells,
  read: Read,
  write: Write,
): Promise<DeletionBlocked | undefined> {
  const bound = await deleteBindings(environment, read, write);
  if (bound.length) {
    return { message: waitingForDeletion(bound) };
  }
  const { namespace = '', name } = environment.metadata;
  const found = findDataPlane(read, namespace, name);
  return 'dataPlane' in found
    ? removeCells(environment, cells, [found.dataPlane], {
        organization: namespace,
        environment: name,
      })
    : undefined;
}

/** Bindings first: their Releases go with them, as those of cells do. What is left then somebody wrote by hand. */
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
