import {
  environmentKind,
  managedResourceKind,
  projectKind,
} from '@promenade/openchoreo-model';
import { Binding } from '../../core/binding/binding';
import { componentTypes } from '../../core/component-type/component-types';
import { valueChanged, createdOrDeleted } from '../../runtime/predicates';
import {
  ControllerDefinition,
  watchKind,
} from '../../runtime/controller-definition';
import { usersOf, referencing } from '../../core/lookups/map-functions';
import { managedResourceReconciler } from './reconcile';
import { indexes } from '../../core/lookups/indexes';

/** Says which managed resources can be connected to. */
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
        referencing(managedResourceKind, indexes.project),
        createdOrDeleted,
      ),
      watchKind(
        environmentKind,
        usersOf(managedResourceKind),
        createdOrDeleted,
      ),
      ...componentTypes.map(({ bindingKind }) =>
        watchKind(
          bindingKind,
          connectedTo,
          change => createdOrDeleted(change) || valueChanged(change, counted),
        ),
      ),
    ],
    reconcile: managedResourceReconciler(dependencies),
  };
}

function connectedTo({ metadata: { namespace }, spec }: Binding) {
  return Object.values(spec.workloadSpec.connections ?? {}).flatMap(
    ({ managed }) => (managed ? [{ namespace, name: managed.resource }] : []),
  );
}

/** What of a binding decides whether it counts as connected. */
function counted({ spec }: Binding) {
  return [spec.environment, spec.releaseState, spec.workloadSpec.connections];
}
