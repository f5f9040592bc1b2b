import {
  ProjectComponentOwner,
  Promotion,
  componentKind,
  deployableArtifactKind,
  deploymentPipelineKind,
  environmentKind,
  gitCommitRequestKind,
  isFinishedPromotion,
  projectKind,
  projectPromotionKind,
  promotionKind,
  promotionPolicyKind,
  releaseKind,
} from '@promenade/openchoreo-model';
import { bindingTypes } from '../../core/component-type/binding-types';
import { componentIndexValue, indexes } from '../../core/lookups/indexes';
import {
  mapToController,
  mapToReferencing,
} from '../../core/lookups/map-functions';
import { listUsersOfShared } from '../../core/lookups/shared-resource';
import {
  ControllerDefinition,
  Watch,
  watchKind,
} from '../../runtime/controller-definition';
import { createdOrDeleted, generationChanged } from '../../runtime/predicates';
import { Read } from '../../runtime/read';
import { Gates } from './gates/gates';
import { PromotionDependencies, promotionReconciler } from './reconcile';

const promotionsOf = mapToReferencing(promotionKind, indexes.project);

/** Controller of Promotions. It has one worker: whose turn it is depends on all promotions of a component. */
export function promotionController(
  dependencies: PromotionDependencies,
): ControllerDefinition {
  const ruleKinds = [
    deploymentPipelineKind,
    promotionPolicyKind,
    environmentKind,
  ];
  return {
    name: 'promotion',
    kind: promotionKind,
    concurrency: 1,
    watches: [
      watchKind(promotionKind),
      watchKind(promotionKind, ({ metadata, spec }, read) =>
        listUnfinished(metadata.namespace, spec.owner, read),
      ),
      ...bindingTypes.map(({ bindingKind }) =>
        watchKind(bindingKind, ({ metadata, spec }, read) =>
          listUnfinished(metadata.namespace, spec.owner, read),
        ),
      ),
      watchKind(
        deployableArtifactKind,
        ({ metadata, spec }, read) =>
          spec.owner
            ? listUnfinished(metadata.namespace, spec.owner, read)
            : [],
        createdOrDeleted,
      ),
      watchKind(
        componentKind,
        ({ metadata, spec }, read) =>
          listUnfinished(
            metadata.namespace,
            {
              projectName: spec.owner.projectName,
              componentName: metadata.name,
            },
            read,
          ),
        createdOrDeleted,
      ),
      watchKind(projectPromotionKind, ({ metadata: { namespace }, status }) =>
        (status?.components ?? []).map(({ promotion: name }) => ({
          namespace,
          name,
        })),
      ),
      watchGateResults(dependencies.gates),
      // The commits of projects in commit mode.
      watchKind(gitCommitRequestKind, mapToController(promotionKind)),
      // The Jobs of gates.
      watchKind(releaseKind, mapToController(promotionKind)),
      watchKind(
        projectKind,
        (project, read) =>
          promotionsOf(project, read).filter(
            promotion => !isFinishedPromotion(promotion),
          ),
        generationChanged,
      ),
      ...ruleKinds.map(kind =>
        watchKind(
          kind,
          (rule, read) =>
            listUsersOfShared(read, promotionKind, rule).filter(
              promotion => !isFinishedPromotion(promotion),
            ),
          generationChanged,
        ),
      ),
    ],
    reconcile: promotionReconciler(dependencies),
  };
}

/** Reconciles a promotion when a gate has a result. */
function watchGateResults(gates: Gates): Watch {
  return controller => gates.onResult(key => controller.queue.add(key));
}

/** The unfinished promotions of a component. */
function listUnfinished(
  namespace = '',
  owner: ProjectComponentOwner,
  read: Read,
): Promotion[] {
  return read.byIndex(
    promotionKind,
    indexes.unfinished,
    componentIndexValue(namespace, owner),
  );
}
