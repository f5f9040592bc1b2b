import { Clock } from '@promenade/kube-client';
import { componentKind } from '@promenade/openchoreo-model';
import { artifactIdentity } from '../../core/artifact/artifact';
import { BindingType } from '../../core/component-type/binding-types';
import { isDeleting } from '../../runtime/finalizer';
import { StatusDebounce } from '../../runtime/status-debounce';
import { Reconcile } from '../../runtime/reconcile';
import { deployableContent } from '../../core/binding/binding';
import { deploy, undeploy } from './deploy';
import { involvedObjects, eventFor } from './events';
import { bindingDebounceMs } from './status-debounce';
import { deploymentState } from './deployment-state';
import { buildStatus } from './build-status';

/** Reconciles the Release of a binding, and reports its status. The same for every component type. */
export function bindingReconciler(
  type: BindingType,
  { clock }: { clock: Clock },
): Reconcile {
  const statusDebounce = new StatusDebounce(clock);
  return async (key, read, write) => {
    const binding = read.get(type.bindingKind, key);
    if (!binding || isDeleting(binding)) {
      return undefined;
    }
    const outcome =
      binding.spec.releaseState === 'Undeploy'
        ? await undeploy(binding, read, write)
        : await deploy(type, binding, read, write);
    const remainingMs = statusDebounce.remainingMs(
      binding,
      bindingDebounceMs(binding, outcome, read),
    );
    if (remainingMs > 0) {
      return { requeueAfter: remainingMs };
    }
    const content = deployableContent(type.kindOfBinding, binding);
    const { label } = artifactIdentity(binding.spec, content);
    const now = new Date(clock.now());
    const stateless = buildStatus(binding, label, outcome, now);
    const status = {
      ...stateless,
      state: deploymentState(binding, stateless, read, now),
    };
    const updated = await write.updateStatus(type.bindingKind, binding, status);

    const event = updated === binding ? undefined : eventFor(binding, status);
    if (event) {
      const component = read.get(componentKind, {
        namespace: key.namespace,
        name: binding.spec.owner.componentName,
      });
      for (const object of involvedObjects(event, binding, component)) {
        write.event(object, event.type, event.reason, event.message);
      }
    }
    if (outcome.error) {
      throw outcome.error;
    }
    return undefined;
  };
}
