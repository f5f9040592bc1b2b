import {
  environmentKind,
  managedResourceKind,
  projectKind,
} from '@promenade/openchoreo-model';
import { Binding } from '../../core/binding/binding';
import { workloadsOf } from '../../core/binding/canary';
import { bindingTypes } from '../../core/component-type/binding-types';
import { valueChanged, createdOrDeleted } from '../../runtime/predicates';
import {
  ControllerDefinition,
  collectChanges,
  watchKind,
} from '../../runtime/controller-definition';
import {
  mapToSharedUsers,
  mapToReferencing,
} from '../../core/lookups/map-functions';
import { managedResourceReconciler } from './reconcile';
import { indexes } from '../../core/lookups/indexes';

/** Reports which managed resources components can connect to. */
export function managedResourceController(
  dependencies: Parameters<typeof managedResourceReconciler>[0],
): ControllerDefinition {
  return {
    name: 'managed-resource',
    kind: managedResourceKind,
    watches: [
      watchKind(managedResourceKind),
      watchKind(
        projectKind,
        mapToReferencing(managedResourceKind, indexes.project),
        createdOrDeleted,
      ),
      watchKind(
        environmentKind,
        mapToSharedUsers(managedResourceKind),
        createdOrDeleted,
      ),
      ...bindingTypes.map(({ bindingKind }) =>
        watchKind(
          bindingKind,
          connectedResources,
          change =>
            createdOrDeleted(change) || valueChanged(change, connectionFields),
          collectChanges,
        ),
      ),
    ],
    reconcile: managedResourceReconciler(dependencies),
  };
}

function connectedResources({ metadata: { namespace }, spec }: Binding) {
  return workloadsOf(spec)
    .flatMap(({ connections = {} }) => Object.values(connections))
    .flatMap(({ managed }) =>
      managed ? [{ namespace, name: managed.resource }] : [],
    );
}

/** The fields of a binding that decide whether it counts as connected. */
function connectionFields({ spec }: Binding) {
  return [
    spec.environment,
    spec.releaseState,
    workloadsOf(spec).map(({ connections }) => connections),
  ];
}
