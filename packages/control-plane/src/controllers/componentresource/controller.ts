import {
  apiClassKind,
  deploymentPipelineKind,
  projectKind,
  workloadKind,
} from '@promenade/openchoreo-model';
import { ComponentType } from '../../core/component-type/component-types';
import { watchEnvironmentDeletions } from '../../core/lookups/environment-being-deleted';
import {
  createdOrDeleted,
  generationChanged,
  generationOrMetadataChanged,
} from '../../runtime/predicates';
import {
  ControllerDefinition,
  watchKind,
} from '../../runtime/controller-definition';
import {
  ownerOfKind,
  referencing,
  inProjectsOfPipeline,
} from '../../core/lookups/map-functions';
import { deployableReconciler } from './reconcile';
import { indexes } from '../../core/lookups/indexes';

/** Keeps the first binding of the components of one type. */
export function deployableController(
  type: ComponentType,
  dependencies: Parameters<typeof deployableReconciler>[1],
): ControllerDefinition {
  const { resourceKind, bindingKind, classKind } = type;
  return {
    name: resourceKind.kind.toLowerCase(),
    kind: resourceKind,
    // Fewer than work on what comes of it, so that one component is finished before the next is begun.
    concurrency: 2,
    watches: [
      watchKind(resourceKind, undefined, generationOrMetadataChanged),
      watchKind(bindingKind, ownerOfKind(resourceKind), generationChanged),
      watchKind(
        workloadKind,
        referencing(resourceKind, indexes.workload),
        generationChanged,
      ),
      watchKind(
        classKind,
        referencing(resourceKind, indexes.class),
        createdOrDeleted,
      ),
      watchKind(
        apiClassKind,
        referencing(resourceKind, indexes.apiClass),
        createdOrDeleted,
      ),
      watchKind(
        projectKind,
        referencing(resourceKind, indexes.project),
        generationChanged,
      ),
      watchKind(
        deploymentPipelineKind,
        inProjectsOfPipeline(resourceKind),
        generationChanged,
      ),
      watchEnvironmentDeletions(resourceKind),
    ],
    reconcile: deployableReconciler(type, dependencies),
  };
}
