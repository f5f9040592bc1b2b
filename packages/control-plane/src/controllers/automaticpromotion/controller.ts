import {
  PromotionPolicy,
  deploymentPipelineKind,
  environmentKind,
  projectKind,
  promotionKind,
  promotionPolicyKind,
} from '@promenade/openchoreo-model';
import { BindingType } from '../../core/component-type/binding-types';
import {
  componentIndexValue,
  inNamespace,
  indexes,
} from '../../core/lookups/indexes';
import {
  mapToProjectsOfPipeline,
  mapToReferencing,
  mapToSharedUsers,
} from '../../core/lookups/map-functions';
import {
  ControllerDefinition,
  collectChanges,
  watchKind,
} from '../../runtime/controller-definition';
import {
  createdOrDeleted,
  generationChanged,
  generationOrReadyChanged,
  valueChanged,
} from '../../runtime/predicates';
import { Read } from '../../runtime/read';
import {
  AutomaticPromotionDependencies,
  automaticPromotionReconciler,
} from './reconcile';

/** Promotes releases of the bindings of one component type without a request, where a PromotionPolicy says so. */
export function automaticPromotionController(
  type: BindingType,
  dependencies: AutomaticPromotionDependencies,
): ControllerDefinition {
  const { bindingKind } = type;
  const bindingsOfProject = mapToReferencing(bindingKind, indexes.project);
  return {
    name: `${bindingKind.kind.toLowerCase()}-automatic-promotion`,
    kind: bindingKind,
    watches: [
      watchKind(bindingKind, undefined, generationOrReadyChanged),
      watchKind(
        promotionKind,
        ({ metadata: { namespace = '' }, spec }, read) =>
          read.byIndex(
            bindingKind,
            indexes.component,
            componentIndexValue(namespace, spec.owner),
          ),
        change => valueChanged(change, ({ status }) => status?.phase),
      ),
      watchKind(
        promotionPolicyKind,
        ({ metadata: { namespace = '' }, spec }: PromotionPolicy, read: Read) =>
          read
            .byIndex(
              projectKind,
              indexes.pipeline,
              inNamespace(namespace, spec.pipelineRef),
            )
            .flatMap(project => bindingsOfProject(project, read)),
        generationChanged,
        collectChanges,
      ),
      watchKind(
        deploymentPipelineKind,
        mapToProjectsOfPipeline(bindingKind),
        generationChanged,
        collectChanges,
      ),
      watchKind(
        projectKind,
        bindingsOfProject,
        generationChanged,
        collectChanges,
      ),
      watchKind(
        environmentKind,
        mapToSharedUsers(bindingKind),
        createdOrDeleted,
        collectChanges,
      ),
    ],
    reconcile: automaticPromotionReconciler(type, dependencies),
  };
}
