import { Clock } from '@promenade/kube-client';
import { componentKind } from '@promenade/openchoreo-model';
import { artifactIdentity } from '../../core/artifact/artifact';
import { ComponentType } from '../../core/component-type/component-types';
import { isDeleting } from '../../runtime/finalizer';
import { StatusDebounce } from '../../runtime/status-debounce';
import { Reconcile } from '../../runtime/reconcile';
import { deployableContent } from '../../core/binding/binding';
import { deploy, undeploy } from './deploy';
import { involvedObjects, eventFor } from './events';
import { bindingDebounceMs } from './status-debounce';
import { deploymentState } from './deployment-state';
import { buildStatus } from './build-status';

/**
 * Makes a binding's Release what the binding says, and the binding's status what the Release says.
 * The same for every type of component.
 */
export function bindingReconciler(
  type: ComponentType,
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
    const { label } = artifactIdentity(binding.spec.owner, content);
    const now = new Date(clock.now());
    const told = buildStatus(binding, label, outcome, now);
    const status = {
      ...told,
      state: deploymentState(binding, told, read, now),
    };
    const after = await write.updateStatus(type.bindingKind, binding, status);

    const news = after === binding ? undefined : eventFor(binding, status);
    if (news) {
      const component = read.get(componentKind, {
        namespace: key.namespace,
        name: binding.spec.owner.componentName,
      });
      for (const about of involvedObjects(news, binding, component)) {
        write.event(about, news.type, news.reason, news.message);
      }
    }
    if (outcome.error) {
      throw outcome.error;
    }
    return undefined;
  };
}
