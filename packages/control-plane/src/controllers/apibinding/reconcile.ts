import { Clock } from '@promenade/kube-client';
import { APIBinding, apiBindingKind } from '@promenade/openchoreo-model';
import { Outcome } from '../../core/binding/outcome';
import { setReadyConditions } from '../../core/binding/set-ready-conditions';
import { bindingReasons as reasons } from '../../core/binding/reasons';
import { deleteReleases } from '../../core/binding/write-release';
import { isDeleting } from '../../runtime/finalizer';
import { Read } from '../../runtime/read';
import { Reconcile } from '../../runtime/reconcile';
import { Write } from '../../runtime/write';
import { listApiReleases } from './api-release';
import { deployApi } from './deploy-api';

/** Reconciles the Release of an APIBinding and reports its status. */
export function apiBindingReconciler({ clock }: { clock: Clock }): Reconcile {
  return async (key, read, write) => {
    const binding = read.get(apiBindingKind, key);
    if (!binding || isDeleting(binding)) {
      return;
    }
    const outcome =
      binding.spec.releaseState === 'Active'
        ? await deployApi(binding, read, write)
        : await undeployApi(binding, read, write);
    await write.updateStatus(apiBindingKind, binding, {
      ...binding.status,
      observedGeneration: binding.metadata.generation,
      endpoints: outcome.endpoints ?? binding.status?.endpoints,
      conditions: setReadyConditions(binding, outcome, new Date(clock.now())),
    });
    if (outcome.error) {
      throw outcome.error;
    }
  };
}

/** Deletes the routes of an API that is suspended or undeployed. An API runs nothing that could be suspended. */
async function undeployApi(
  binding: APIBinding,
  read: Read,
  write: Write,
): Promise<Outcome> {
  const suspended = binding.spec.releaseState === 'Suspend';
  const outcome: Outcome = {
    endpoints: [],
    readiness: {
      status: 'False',
      reason: suspended ? reasons.suspended : reasons.undeployed,
      message: `The API is not exposed because spec.releaseState is ${binding.spec.releaseState}`,
    },
  };
  return deleteReleases(listApiReleases(binding, read), outcome, write);
}
