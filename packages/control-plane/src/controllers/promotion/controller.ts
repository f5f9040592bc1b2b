import {
  promotionKind,
  promotionPolicyKind,
} from '@promenade/openchoreo-model';
import {
  ControllerDefinition,
  Watch,
  watchKind,
} from '../../runtime/controller-definition';
import { generationChanged } from '../../runtime/predicates';
import { classBindingDeployments } from './class-binding/class-binding-deployments';
import { Gates } from './gates/gates';
import { PromotionDependencies, promotionReconciler } from './reconcile';
import { listUnfinishedIn, mapToUnfinished } from './unfinished-promotions';

/** Controller of Promotions. It has one worker: whose turn it is depends on all promotions of a component. */
export function promotionController(
  dependencies: PromotionDependencies,
): ControllerDefinition {
  const { deployments = classBindingDeployments } = dependencies;
  return {
    name: 'promotion',
    kind: promotionKind,
    concurrency: 1,
    watches: [
      watchKind(promotionKind),
      watchKind(promotionKind, mapToUnfinished),
      watchKind(promotionPolicyKind, listUnfinishedIn, generationChanged),
      watchGateResults(dependencies.gates),
      ...deployments.watches,
    ],
    reconcile: promotionReconciler(dependencies),
  };
}

/** Reconciles a promotion when a gate has a result. */
function watchGateResults(gates: Gates): Watch {
  return controller => gates.onResult(key => controller.queue.add(key));
}
