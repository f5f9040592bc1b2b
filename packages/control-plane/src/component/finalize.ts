import {
  Component,
  componentKind,
  finalizers,
  kinds,
} from '@promenade/openchoreo-model';
import { removeFinalizer } from '../runtime/finalizer';
import { finalizingStatus, some } from '../runtime/finalizing';
import { componentIndexValue } from '../runtime/indexes';
import { Read } from '../runtime/read';
import { removeFound } from '../runtime/remove-found';
import { Write } from '../runtime/write';
import { ownerOf } from './owner';

const reason = 'ComponentFinalizing';

/**
 * Takes a component away with everything that names it as its owner: workload, service, the bindings of every environment, artifacts, promotions.
 * It stays until the last Release has been cleaned off its data plane.
 */
export async function finalizeComponent(
  component: Component,
  read: Read,
  write: Write,
  now: Date,
): Promise<void> {
  const { namespace = '' } = component.metadata;
  const left = await removeFound(
    kinds.filter(({ owner }) => owner.component),
    'component',
    componentIndexValue(namespace, ownerOf(component)),
    read,
    write,
  );
  if (left.length) {
    await write.updateStatus(
      componentKind,
      component,
      finalizingStatus(
        component,
        reason,
        `Waiting for ${some(left)} to be deleted`,
        now,
      ),
    );
    return;
  }
  await removeFinalizer(write, componentKind, component, finalizers.component);
}
