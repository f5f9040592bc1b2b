import { ObjectChange } from '@promenade/kube-client';
import { deploymentKind } from '@promenade/openchoreo-model';
import { Binding } from '../../core/binding/binding';
import { BindingType } from '../../core/component-type/binding-types';
import { mapToController } from '../../core/lookups/map-functions';
import {
  ControllerDefinition,
  watchKind,
} from '../../runtime/controller-definition';
import {
  generationChanged,
  generationOrReadyChanged,
} from '../../runtime/predicates';
import { deploymentReconciler } from './reconcile';

/** Records the Deployments of the bindings of one component type. */
export function deploymentController(
  type: BindingType,
  dependencies: Parameters<typeof deploymentReconciler>[1],
): ControllerDefinition {
  const { bindingKind } = type;
  return {
    name: `${bindingKind.kind.toLowerCase()}-deployments`,
    kind: bindingKind,
    concurrency: 2,
    watches: [
      watchKind(bindingKind, undefined, (change: ObjectChange<Binding>) =>
        generationOrReadyChanged(change),
      ),
      watchKind(
        deploymentKind,
        mapToController(bindingKind),
        generationChanged,
      ),
    ],
    reconcile: deploymentReconciler(type, dependencies),
  };
}
