import { ObjectKey } from '@promenade/kube-client';
import {
  APIBinding,
  Release,
  apiBindingKind,
  dataPlaneKind,
  environmentKind,
  releaseKind,
} from '@promenade/openchoreo-model';
import { componentTypes } from '../../core/component-type/component-types';
import {
  deleted,
  generationChanged,
  valueChanged,
} from '../../runtime/predicates';
import {
  ControllerDefinition,
  watchKind,
} from '../../runtime/controller-definition';
import { mapToSharedUsers } from '../../core/lookups/map-functions';
import { environmentReconciler } from './reconcile';

function environmentOf({
  metadata: { namespace },
  spec: { environmentName },
}: APIBinding | Release): ObjectKey[] {
  return [{ namespace, name: environmentName }];
}

/** Reports the status of environments and cleans up deleted ones. */
export function environmentController(
  dependencies: Parameters<typeof environmentReconciler>[0],
): ControllerDefinition {
  return {
    name: 'environment',
    kind: environmentKind,
    watches: [
      watchKind(environmentKind),
      watchKind(
        dataPlaneKind,
        mapToSharedUsers(environmentKind),
        generationChanged,
      ),
      ...componentTypes.map(({ bindingKind }) =>
        watchKind(
          bindingKind,
          ({ metadata: { namespace }, spec }) => [
            { namespace, name: spec.environment },
          ],
          deleted,
        ),
      ),
      watchKind(apiBindingKind, environmentOf, deleted),
      watchKind(
        releaseKind,
        environmentOf,
        change =>
          deleted(change) ||
          valueChanged(change, ({ status }) => status?.target?.dataPlane),
      ),
    ],
    reconcile: environmentReconciler(dependencies),
  };
}
