import {
  projectPromotionKind,
  promotionKind,
} from '@promenade/openchoreo-model';
import { indexes } from '../../core/lookups/indexes';
import {
  ControllerDefinition,
  watchKind,
} from '../../runtime/controller-definition';
import {
  ProjectPromotionDependencies,
  projectPromotionReconciler,
} from './reconcile';

/** Controller of ProjectPromotions. */
export function projectPromotionController(
  dependencies: ProjectPromotionDependencies,
): ControllerDefinition {
  return {
    name: 'project-promotion',
    kind: projectPromotionKind,
    watches: [
      watchKind(projectPromotionKind),
      watchKind(promotionKind, ({ metadata: { namespace = '', name } }, read) =>
        read
          .byIndex(projectPromotionKind, indexes.unfinishedProject, namespace)
          .filter(({ status }) =>
            status?.components?.some(
              ({ promotion, rollBack }) =>
                promotion === name || rollBack === name,
            ),
          ),
      ),
    ],
    reconcile: projectPromotionReconciler(dependencies),
  };
}
