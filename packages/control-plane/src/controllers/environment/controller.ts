import { ObjectKey } from '@promenade/kube-client';
import {
  APIBinding,
  Release,
  apiBindingKind,
  dataPlaneKind,
  environmentKind,
  releaseKind,
} from '@promenade/openchoreo-model';
import { bindingTypes } from '../../core/component-type/binding-types';
import {
  deleted,
  generationChanged,
  valueChanged,
} from '../../runtime/predicates';
import {
  ControllerDefinition,
  collectChanges,
  watchKind,
} from '../../runtime/controller-definition';
import { mapToSharedUsers } from '../../core/lookups/map-functions';
import { environmentReconciler } from './reconcile';
import { sharedOrganization } from '../../core/lookups/shared-resource';

function environmentOf({ metadata, spec }: APIBinding | Release): ObjectKey[] {
  return possibleEnvironments(metadata.namespace, spec.environmentName);
}

/** An environment of the organization, or a shared one. */
function possibleEnvironments(
  namespace: string | undefined,
  name: string,
): ObjectKey[] {
  return [
    { namespace, name },
    { namespace: sharedOrganization, name },
  ];
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
      ...bindingTypes.map(({ bindingKind }) =>
        watchKind(
          bindingKind,
          ({ metadata: { namespace }, spec }) =>
            possibleEnvironments(namespace, spec.environment),
          deleted,
          collectChanges,
        ),
      ),
      watchKind(apiBindingKind, environmentOf, deleted, collectChanges),
      watchKind(
        releaseKind,
        environmentOf,
        change =>
          deleted(change) ||
          valueChanged(change, ({ status }) => status?.target?.dataPlane),
        collectChanges,
      ),
    ],
    reconcile: environmentReconciler(dependencies),
  };
}
