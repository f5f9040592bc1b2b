import {
  isFinishedPromotion,
  promotionKind,
  promotionPolicyKind,
} from '@promenade/openchoreo-model';
import { indexes } from '../../core/lookups/indexes';
import {
  ControllerDefinition,
  collectChanges,
  watchKind,
} from '../../runtime/controller-definition';
import { generationChanged } from '../../runtime/predicates';
import { HistoryDependencies, promotionHistoryReconciler } from './reconcile';

/** Controller of the histories of components. It is keyed by component, so that a pass reads each promotion once. */
export function promotionHistoryController(
  dependencies: HistoryDependencies,
): ControllerDefinition {
  return {
    name: 'promotion-history',
    kind: dependencies.componentKind,
    watches: [
      watchKind(
        promotionKind,
        ({ metadata: { namespace }, spec, status }) =>
          isFinishedPromotion({ status })
            ? [{ namespace, name: spec.owner.componentName }]
            : [],
        ({ type }) => type !== 'delete',
        collectChanges,
      ),
      watchKind(
        promotionPolicyKind,
        ({ metadata: { namespace = '' } }, read) => [
          ...new Map(
            read
              .byIndex(promotionKind, indexes.namespace, namespace)
              .map(({ spec: { owner } }) => [
                owner.componentName,
                { namespace, name: owner.componentName },
              ]),
          ).values(),
        ],
        generationChanged,
        collectChanges,
      ),
    ],
    reconcile: promotionHistoryReconciler(dependencies),
  };
}
