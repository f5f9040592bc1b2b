import { Component } from '@promenade/openchoreo-model';
import { waitingFor } from '../../runtime/finalizing';
import { componentIndexValue } from '../../core/lookups/indexes';
import { memberKinds } from '../../core/lookups/members';
import { Read } from '../../runtime/read';
import { removeFound } from '../../runtime/remove-found';
import { HeldBack } from '../../runtime/with-finalizer';
import { Write } from '../../runtime/write';
import { ownerOf } from './owner';
import { indexes } from '../../core/lookups/indexes';

/**
 * Takes a component away with everything that names it as its owner: workload, service, the bindings of every environment, artifacts, promotions.
 * It stays until the last Release has been cleaned off its data plane.
 */
export async function finalizeComponent(
  component: Component,
  read: Read,
  write: Write,
): Promise<HeldBack | undefined> {
  const { namespace = '' } = component.metadata;
  const left = await removeFound(
    memberKinds('component'),
    indexes.component,
    componentIndexValue(namespace, ownerOf(component)),
    read,
    write,
  );
  return left.length ? { message: waitingFor(left) } : undefined;
}
