import { Component } from '@promenade/openchoreo-model';
import { waitingForDeletion } from '../../runtime/conditions';
import { componentIndexValue, indexes } from '../../core/lookups/indexes';
import { kindsOwnedBy } from '../../core/lookups/owned-kinds';
import { Read } from '../../runtime/read';
import { deleteIndexed } from '../../runtime/delete-indexed';
import { DeletionBlocked } from '../../runtime/finalizer';
import { Write } from '../../runtime/write';
import { componentOwner } from './owner';

/**
 * Cleans up a component: deletes everything that it owns, such as its workload, service, bindings, artifacts and promotions.
 * The component exists until its last Release is cleaned up.
 */
export async function finalizeComponent(
  component: Component,
  read: Read,
  write: Write,
): Promise<DeletionBlocked | undefined> {
  const { namespace = '' } = component.metadata;
  const remaining = await deleteIndexed(
    kindsOwnedBy('component'),
    indexes.component,
    componentIndexValue(namespace, componentOwner(component)),
    read,
    write,
  );
  return remaining.length
    ? { message: waitingForDeletion(remaining) }
    : undefined;
}
