import { apiBindingKind, apiKind } from '@promenade/openchoreo-model';
import { Clock } from '@promenade/kube-client';
import { watchEnvironmentDeletions } from '../../core/lookups/environment-being-deleted';
import {
  ControllerDefinition,
  watchKind,
} from '../../runtime/controller-definition';
import { mapToController } from '../../core/lookups/map-functions';
import { apiReconciler } from './reconcile';

/** Creates the APIBindings of standalone APIs. */
export function apiController(dependencies: {
  clock: Clock;
}): ControllerDefinition {
  return {
    name: 'api',
    kind: apiKind,
    watches: [
      watchKind(apiKind),
      watchKind(apiBindingKind, binding => [
        ...mapToController(apiKind)(binding),
        { namespace: binding.metadata.namespace, name: binding.spec.apiName },
      ]),
      watchEnvironmentDeletions(apiKind),
    ],
    reconcile: apiReconciler(dependencies),
  };
}
