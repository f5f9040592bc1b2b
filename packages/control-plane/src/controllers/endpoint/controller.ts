import { ObjectChange } from '@promenade/kube-client';
import { endpointKind } from '@promenade/openchoreo-model';
import { Binding } from '../../core/binding/binding';
import { ComponentType } from '../../core/component-type/component-types';
import { valueChanged, generationChanged } from '../../runtime/predicates';
import {
  ControllerDefinition,
  watchKind,
} from '../../runtime/controller-definition';
import { ownerOfKind } from '../../core/lookups/map-functions';
import { endpointsReconciler } from './reconcile';

/** Keeps the Endpoints of the bindings of one type. */
export function endpointController(
  type: ComponentType,
  dependencies: Parameters<typeof endpointsReconciler>[1],
): ControllerDefinition {
  const { bindingKind } = type;
  return {
    name: `${bindingKind.kind.toLowerCase()}-endpoints`,
    kind: bindingKind,
    concurrency: 4,
    watches: [
      watchKind(bindingKind, undefined, reportsOthers),
      watchKind(endpointKind, ownerOfKind(bindingKind), generationChanged),
    ],
    reconcile: endpointsReconciler(type, dependencies),
  };
}

/** How well a binding is changes often, and is no business of its Endpoints. */
function reportsOthers(change: ObjectChange<Binding>): boolean {
  return (
    generationChanged(change) ||
    valueChanged(change, ({ status }) => status?.endpoints)
  );
}
