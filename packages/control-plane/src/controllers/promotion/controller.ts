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
import { comesOrGoes, isDeclaredAnew } from '../../runtime/changes';
import {
  ControllerDefinition,
  watching,
} from '../../runtime/controller-definition';
import { indexes, componentIndexValue } from '../../core/lookups/indexes';
import { Read } from '../../runtime/read';
import { usersOfShared } from '../../core/lookups/shared-resource';
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
      watching(promotionKind),
      watching(promotionKind, ({ metadata, spec }, read) =>
        runningOf(metadata.namespace, spec.owner, read),
      ),
      ...componentTypes.map(({ bindingKind }) =>
        watching(bindingKind, ({ metadata, spec }, read) =>
          runningOf(metadata.namespace, spec.owner, read),
        ),
      ),
      watching(
        deployableArtifactKind,
        ({ metadata, spec }, read) =>
          spec.owner ? runningOf(metadata.namespace, spec.owner, read) : [],
        comesOrGoes,
      ),
      watching(
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
        comesOrGoes,
      ),
      ...rules.map(kind =>
        watching(
          kind,
          (rule, read) =>
            usersOfShared(read, promotionKind, rule).filter(
              promotion => !isOver(promotion),
            ),
          isDeclaredAnew,
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
