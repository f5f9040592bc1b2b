import {
  componentKind,
  deploymentPipelineKind,
  projectKind,
} from '@promenade/openchoreo-model';
import { classBindingSources } from '../controllers/automaticpromotion/class-binding-sources';
import { automaticPromotionController } from '../controllers/automaticpromotion/controller';
import { PromotionSources } from '../controllers/automaticpromotion/promotion-sources';
import { automaticPromotionRequester } from '../controllers/automaticpromotion/reconcile';
import { releaseBindingSources } from '../controllers/automaticpromotion/release-binding-sources';
import { projectPromotionController } from '../controllers/projectpromotion/controller';
import { promotionController } from '../controllers/promotion/controller';
import { PromotionDependencies } from '../controllers/promotion/reconcile';
import { releaseBindingDeployments } from '../controllers/promotion/release-binding/release-binding-deployments';
import { promotionHistoryController } from '../controllers/promotionhistory/controller';
import { deleteUnusedArtifacts } from '../controllers/promotionhistory/delete-unused-artifacts';
import { promotionPolicyController } from '../controllers/promotionpolicy/controller';
import { findUnsupportedByReleaseBindings } from '../controllers/promotionpolicy/find-unsupported-by-release-bindings';
import { bindingTypes } from '../core/component-type/binding-types';
import * as releaseBinding from '../core/release-binding/kinds';
import { signRequest } from '../core/signing/signatures';
import { ControllerDefinition } from '../runtime/controller-definition';

/** The controllers that run promotions on OpenChoreo 0.3. */
export function classBindingPromotionControllers(
  dependencies: PromotionDependencies,
): ControllerDefinition[] {
  const { clock, signingKeys } = dependencies;
  return [
    promotionController(dependencies),
    projectPromotionController({ clock, signingKeys }),
    promotionHistoryController({
      clock,
      projectKind,
      componentKind,
      deleteUnusedReleases: deleteUnusedArtifacts,
    }),
    promotionPolicyController({ clock, pipelineKind: deploymentPipelineKind }),
    ...bindingTypes.map(type =>
      automaticPromotions(classBindingSources(type), dependencies),
    ),
  ];
}

/** The controllers of promotions over the ReleaseBindings of OpenChoreo 1.x. */
export function releaseBindingPromotionControllers(
  dependencies: PromotionDependencies,
): ControllerDefinition[] {
  const { clock } = dependencies;
  return [
    promotionController({
      ...dependencies,
      deployments: releaseBindingDeployments,
    }),
    promotionHistoryController({
      clock,
      projectKind: releaseBinding.projectKind,
      componentKind: releaseBinding.componentKind,
      // The releases are those of OpenChoreo.
      deleteUnusedReleases: async () => {},
    }),
    promotionPolicyController({
      clock,
      pipelineKind: releaseBinding.deploymentPipelineKind,
      findUnsupported: findUnsupportedByReleaseBindings,
    }),
    automaticPromotions(releaseBindingSources, dependencies),
  ];
}

function automaticPromotions(
  sources: PromotionSources,
  { clock, signingKeys }: PromotionDependencies,
): ControllerDefinition {
  return automaticPromotionController(sources, {
    signRequest: promotion =>
      signRequest(
        promotion,
        automaticPromotionRequester,
        new Date(clock.now()),
        signingKeys,
      ),
  });
}
