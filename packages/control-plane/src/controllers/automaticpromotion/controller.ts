import { ControllerDefinition } from '../../runtime/controller-definition';
import { PromotionSources } from './promotion-sources';
import {
  AutomaticPromotionDependencies,
  automaticPromotionReconciler,
} from './reconcile';

/** Promotes releases of bindings without a request, where a PromotionPolicy says so. */
export function automaticPromotionController(
  sources: PromotionSources,
  dependencies: AutomaticPromotionDependencies,
): ControllerDefinition {
  const { kind, watches, hasOtherController } = sources;
  return {
    name: `${kind.kind.toLowerCase()}-automatic-promotion`,
    kind,
    hasOtherController,
    watches,
    reconcile: automaticPromotionReconciler(sources, dependencies),
  };
}
