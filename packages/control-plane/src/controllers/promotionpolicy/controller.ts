import {
  deploymentPipelineKind,
  promotionPolicyKind,
} from '@promenade/openchoreo-model';
import {
  ControllerDefinition,
  mapMetadata,
  watchKind,
} from '../../runtime/controller-definition';
import { generationChanged } from '../../runtime/predicates';
import { listPolicies, promotionPolicyReconciler } from './reconcile';

/** Reports which policies are valid. A policy depends on its pipeline, and on the other policies, which may have rules for the same edges. */
export function promotionPolicyController(
  dependencies: Parameters<typeof promotionPolicyReconciler>[0],
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
        deploymentPipelineKind,
        mapMetadata(listPolicies),
        generationChanged,
      ),
    ],
    reconcile: promotionPolicyReconciler(dependencies),
  };
}
