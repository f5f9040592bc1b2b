import { Clock } from '@promenade/kube-client';
import {
  Condition,
  KubernetesObject,
  clusterComponentTypeKind,
  clusterTraitKind,
  componentTypeKind,
  traitKind,
} from '@promenade/openchoreo-model';
import {
  DefinitionProblem,
  validateComponentType,
  validateTrait,
} from '../../render/component-type/validate-definition';
import {
  ControllerDefinition,
  watchKind,
} from '../../runtime/controller-definition';
import { generationChanged } from '../../runtime/predicates';
import { TypedResource } from '../../runtime/read';
import { validityReconciler } from './reconcile';

/** Controllers that report which ComponentTypes and Traits are valid, of an organization and of the cluster. */
export function definitionControllers(dependencies: {
  clock: Clock;
}): ControllerDefinition[] {
  const controllerOf = <
    T extends KubernetesObject & { status?: { conditions?: Condition[] } },
  >(
    kind: TypedResource<T>,
    validate: (definition: T) => readonly DefinitionProblem[],
  ): ControllerDefinition => ({
    name: kind.kind.toLowerCase(),
    kind,
    watches: [watchKind(kind, undefined, generationChanged)],
    reconcile: validityReconciler(kind, validate, dependencies),
  });
  return [
    controllerOf(componentTypeKind, validateComponentType),
    controllerOf(clusterComponentTypeKind, validateComponentType),
    controllerOf(traitKind, validateTrait),
    controllerOf(clusterTraitKind, validateTrait),
  ];
}
