import { promotionPolicyKind } from '@promenade/openchoreo-model';
import {
  ControllerDefinition,
  mapMetadata,
  watchKind,
} from '../../runtime/controller-definition';
import { generationChanged } from '../../runtime/predicates';
import {
  PolicyDependencies,
  listPolicies,
  promotionPolicyReconciler,
} from './reconcile';

/** Reports which policies are valid. A policy depends on its pipeline, and on the other policies, which may have rules for the same edges. */
export function promotionPolicyController(
  dependencies: PolicyDependencies,
): ControllerDefinition {
  return {
    name: 'promotion-policy',
    kind: promotionPolicyKind,
    watches: [
      watchKind(promotionPolicyKind, undefined, generationChanged),
      watchKind(
        promotionPolicyKind,
        mapMetadata(listPolicies),
        generationChanged,
      ),
      watchKind(
        dependencies.pipelineKind,
        mapMetadata(listPolicies),
        generationChanged,
      ),
    ],
    reconcile: promotionPolicyReconciler(dependencies),
  };
}
