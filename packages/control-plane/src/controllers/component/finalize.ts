import { Component } from '@promenade/openchoreo-model';
import { waitingForDeletion } from '../../runtime/conditions';
import { inNamespace, indexes } from '../../core/lookups/indexes';
import { kindsOwnedBy } from '../../core/lookups/owned-kinds';
import { Read } from '../../runtime/read';
import { deleteIndexed } from '../../runtime/delete-indexed';
import { DeletionBlocked } from '../../runtime/finalizer';
import { Write } from '../../runtime/write';

/**
 * Cleans up a component: deletes everything that names it as its owner, such as its workload, service, bindings, artifacts and
 * promotions, also under another project. The component exists until its last Release is cleaned up.
 */
export async function finalizeComponent(
  component: Component,
  read: Read,
  write: Write,
): Promise<DeletionBlocked | undefined> {
  const { namespace = '', name } = component.metadata;
  const remaining = await deleteIndexed(
    kindsOwnedBy('component'),
    indexes.componentName,
    inNamespace(namespace, name),
    read,
    write,
  );
  return remaining.length
    ? { message: waitingForDeletion(remaining) }
    : undefined;
}
