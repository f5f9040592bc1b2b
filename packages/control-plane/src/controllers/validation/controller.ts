import { Clock } from '@promenade/kube-client';
import { KindDefinition, hasIgnoredFields } from '@promenade/openchoreo-model';
import {
  ControllerDefinition,
  watchKind,
} from '../../runtime/controller-definition';
import { generationChanged } from '../../runtime/predicates';
import { validationReconciler } from './reconcile';

/**
 * Controllers that report malformed objects of kinds without another controller, and fields that have no effect.
 *
 * @param reconciledKinds - names of the kinds that another controller reconciles
 */
export function validationControllers(
  kinds: readonly KindDefinition[],
  reconciledKinds: ReadonlySet<string>,
  { clock }: { clock: Clock },
): ControllerDefinition[] {
  return kinds
    .filter(kind => hasIgnoredFields(kind) || !reconciledKinds.has(kind.kind))
    .map(kind => ({
      name: `${kind.kind.toLowerCase()}-validation`,
      kind,
      watches: [watchKind(kind, undefined, generationChanged)],
      reconcile: validationReconciler(kind, {
        clock,
        isOnlyController: !reconciledKinds.has(kind.kind),
      }),
    }));
}
