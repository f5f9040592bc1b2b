import { Component } from '@promenade/openchoreo-model';
import { waitingForDeletion } from '../../runtime/conditions';
import { listBindings } from '../../core/component-type/bindings';
import { componentOwner } from '../../core/component-owner';
import { commitDeletion } from '../../core/gitops/commit-deletion';
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
  const owner = componentOwner(component);
  const uncommitted = await commitDeletion(
    {
      requester: component,
      owner,
      bindings: listBindings(read, namespace, owner).map(
        ({ binding }) => binding,
      ),
      isForBindings: () => true,
    },
    read,
    write,
  );
  if (uncommitted) return { message: uncommitted };
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
