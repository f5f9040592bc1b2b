import { ObjectChange } from '@promenade/kube-client';
import { endpointKind } from '@promenade/openchoreo-model';
import { Binding } from '../../core/binding/binding';
import { ComponentType } from '../../core/component-type/component-type';
import { alters, isDeclaredAnew } from '../../runtime/changes';
import {
  ControllerDefinition,
  watching,
} from '../../runtime/controller-definition';
import { controllerOfKind } from '../../core/lookups/keys-of';
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
      watching(bindingKind, undefined, reportsOthers),
      watching(endpointKind, controllerOfKind(bindingKind), isDeclaredAnew),
    ],
    reconcile: endpointsReconciler(type, dependencies),
  };
}

/** How well a binding is changes often, and is no business of its Endpoints. */
function reportsOthers(change: ObjectChange<Binding>): boolean {
  return (
    isDeclaredAnew(change) || alters(change, ({ status }) => status?.endpoints)
  );
}
