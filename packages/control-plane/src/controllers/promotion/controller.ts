import {
  ProjectComponentOwner,
  Promotion,
  componentKind,
  deployableArtifactKind,
  deploymentPipelineKind,
  environmentKind,
  promotionKind,
  promotionPolicyKind,
} from '@promenade/openchoreo-model';
import { componentTypes } from '../../core/component-type/component-types';
import { createdOrDeleted, generationChanged } from '../../runtime/predicates';
import {
  ControllerDefinition,
  watchKind,
} from '../../runtime/controller-definition';
import { indexes, componentIndexValue } from '../../core/lookups/indexes';
import { Read } from '../../runtime/read';
import { listUsersOfShared } from '../../core/lookups/shared-resource';
import { PromotionDependencies, promotionReconciler } from './reconcile';
import { isOver } from './rivals';

/**
 * Walks promotions along.
 * One at a time: whose turn it is, is decided by looking at all of them.
 */
export function promotionController(
  dependencies: PromotionDependencies,
): ControllerDefinition {
  const rules = [deploymentPipelineKind, promotionPolicyKind, environmentKind];
  return {
    name: 'promotion',
    kind: promotionKind,
    concurrency: 1,
    watches: [
      watchKind(promotionKind),
      watchKind(promotionKind, ({ metadata, spec }, read) =>
        runningOf(metadata.namespace, spec.owner, read),
      ),
      ...componentTypes.map(({ bindingKind }) =>
        watchKind(bindingKind, ({ metadata, spec }, read) =>
          runningOf(metadata.namespace, spec.owner, read),
        ),
      ),
      watchKind(
        deployableArtifactKind,
        ({ metadata, spec }, read) =>
          spec.owner ? runningOf(metadata.namespace, spec.owner, read) : [],
        createdOrDeleted,
      ),
      watchKind(
        componentKind,
        ({ metadata, spec }, read) =>
          runningOf(
            metadata.namespace,
            {
              projectName: spec.owner.projectName,
              componentName: metadata.name,
            },
            read,
          ),
        createdOrDeleted,
      ),
      ...rules.map(kind =>
        watchKind(
          kind,
          (rule, read) =>
            listUsersOfShared(read, promotionKind, rule).filter(
              promotion => !isOver(promotion),
            ),
          generationChanged,
        ),
      ),
    ],
    reconcile: promotionReconciler(dependencies),
  };
}

/** The promotions of a component that have not ended. */
function runningOf(
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
    .filter(promotion => !isOver(promotion));
}
