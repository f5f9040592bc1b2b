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
 * Takes a component away with everything that names it as its owner: workload, service, the bindings of every environment, artifacts, promotions.
 * It stays until the last Release has been cleaned off its data plane.
 */
export async function finalizeComponent(
  component: Component,
  read: Read,
  write: Write,
): Promise<DeletionBlocked | undefined> {
  const { namespace = '' } = component.metadata;
  const left = await deleteIndexed(
    kindsOwnedBy('component'),
    indexes.component,
    componentIndexValue(namespace, componentOwner(component)),
    read,
    write,
  );
  return left.length ? { message: waitingForDeletion(left) } : undefined;
}
