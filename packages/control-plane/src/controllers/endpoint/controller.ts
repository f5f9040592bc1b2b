import { ObjectChange } from '@promenade/kube-client';
import { endpointKind } from '@promenade/openchoreo-model';
import { Binding } from '../../core/binding/binding';
import { BindingType } from '../../core/component-type/binding-types';
import { valueChanged, generationChanged } from '../../runtime/predicates';
import {
  ControllerDefinition,
  watchKind,
} from '../../runtime/controller-definition';
import { mapToController } from '../../core/lookups/map-functions';
import { endpointReconciler } from './reconcile';

/** Reconciles the Endpoints of the bindings of one component type. */
export function endpointController(
  type: BindingType,
  dependencies: Parameters<typeof endpointReconciler>[1],
): ControllerDefinition {
  const { bindingKind } = type;
  return {
    name: `${bindingKind.kind.toLowerCase()}-endpoints`,
    kind: bindingKind,
    concurrency: 4,
    watches: [
      watchKind(bindingKind, undefined, endpointsChanged),
      watchKind(endpointKind, mapToController(bindingKind), generationChanged),
    ],
    reconcile: endpointReconciler(type, dependencies),
  };
}

/** The spec or the reported endpoints changed. Other changes of the status are frequent and do not matter. */
function endpointsChanged(change: ObjectChange<Binding>): boolean {
  return (
    generationChanged(change) ||
    valueChanged(change, ({ status }) => status?.endpoints)
  );
}
