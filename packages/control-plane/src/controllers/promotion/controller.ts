import {
  ProjectComponentOwner,
  Promotion,
  componentKind,
  deployableArtifactKind,
  deploymentPipelineKind,
  environmentKind,
  projectKind,
  promotionKind,
  promotionPolicyKind,
} from '@promenade/openchoreo-model';
import { componentTypes } from '../../core/component-type/component-types';
import { componentIndexValue, indexes } from '../../core/lookups/indexes';
import { mapToReferencing } from '../../core/lookups/map-functions';
import { listUsersOfShared } from '../../core/lookups/shared-resource';
import {
  ControllerDefinition,
  watchKind,
} from '../../runtime/controller-definition';
import { createdOrDeleted, generationChanged } from '../../runtime/predicates';
import { Read } from '../../runtime/read';
import { promotionReconciler } from './reconcile';
import { isFinished } from './queue';

const promotionsOf = mapToReferencing(promotionKind, indexes.project);

/** Controller of Promotions. It has one worker: whose turn it is depends on all promotions of a component. */
export function promotionController(
  dependencies: Parameters<typeof promotionReconciler>[0],
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
      ...componentTypes.map(({ bindingKind }) =>
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
      watchKind(
        projectKind,
        (project, read) =>
          promotionsOf(project, read).filter(
            promotion => !isFinished(promotion),
          ),
        generationChanged,
      ),
      ...ruleKinds.map(kind =>
        watchKind(
          kind,
          (rule, read) =>
            listUsersOfShared(read, promotionKind, rule).filter(
              promotion => !isFinished(promotion),
            ),
          generationChanged,
        ),
      ),
    ],
    reconcile: promotionReconciler(dependencies),
  };
}

/** The unfinished promotions of a component. */
function listUnfinished(
  namespace = '',
  owner: ProjectComponentOwner,
  read: Read,
): Promotion[] {
  return read
    .byIndex(
      promotionKind,
      indexes.component,
      componentIndexValue(namespace, owner),
    )
    .filter(promotion => !isFinished(promotion));
}
