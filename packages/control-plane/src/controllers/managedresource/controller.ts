import {
  environmentKind,
  managedResourceKind,
  projectKind,
} from '@promenade/openchoreo-model';
import { Binding } from '../../core/binding/binding';
import { componentTypes } from '../../core/component-type/component-types';
import { alters, comesOrGoes } from '../../runtime/changes';
import {
  ControllerDefinition,
  watching,
} from '../../runtime/controller-definition';
import { mayUse, namedIn } from '../../core/lookups/keys-of';
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
      watching(managedResourceKind),
      watching(
        projectKind,
        namedIn(managedResourceKind, indexes.project),
        comesOrGoes,
      ),
      watching(environmentKind, mayUse(managedResourceKind), comesOrGoes),
      ...componentTypes.map(({ bindingKind }) =>
        watching(
          bindingKind,
          connectedTo,
          change => comesOrGoes(change) || alters(change, counted),
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
