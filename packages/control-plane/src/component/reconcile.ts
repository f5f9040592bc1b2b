import { Clock } from '@promenade/kube-client';
import {
  Component,
  componentKind,
  finalizers,
  projectKind,
  setCondition,
} from '@promenade/openchoreo-model';
import { bindingsOf } from '../component-type/bindings';
import { componentTypes } from '../component-type/component-types';
import {
  ensureFinalizer,
  hasFinalizer,
  isDeleting,
} from '../runtime/finalizer';
import { componentIndexValue } from '../runtime/indexes';
import { Read } from '../runtime/read';
import { Reconcile } from '../runtime/reconcile';
import { finalizeComponent } from './finalize';
import { ownerOf } from './owner';
import { componentReadiness } from './readiness';

/** Says how a component is across its environments, and takes everything that belongs to it away when it is deleted. */
export function componentReconciler({ clock }: { clock: Clock }): Reconcile {
  return async (key, read, write) => {
    const found = read.get(componentKind, key);
    if (!found) {
      return;
    }
    const now = new Date(clock.now());
    if (isDeleting(found)) {
      if (hasFinalizer(found, finalizers.component)) {
        await finalizeComponent(found, read, write, now);
      }
      return;
    }
    const component = await ensureFinalizer(
      write,
      componentKind,
      found,
      finalizers.component,
    );
    const observedGeneration = component.metadata.generation;
    await write.updateStatus(componentKind, component, {
      ...component.status,
      observedGeneration,
      conditions: setCondition(
        component.status?.conditions,
        { type: 'Ready', ...readiness(component, read), observedGeneration },
        now,
      ),
    });
  };
}

function readiness(component: Component, read: Read) {
  const { namespace = '' } = component.metadata;
  const owner = ownerOf(component);
  const { projectName } = owner;
  const value = componentIndexValue(namespace, owner);
  return componentReadiness({
    projectName,
    projectFound:
      read.get(projectKind, { namespace, name: projectName }) !== undefined,
    deployables: componentTypes.flatMap(({ deployableKind }) =>
      read.byIndex(deployableKind, 'component', value),
    ),
    bindings: bindingsOf(read, namespace, owner).map(({ binding }) => binding),
  });
}
