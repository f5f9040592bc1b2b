import {
  apiClassKind,
  componentKind,
  deploymentPipelineKind,
  environmentKind,
  projectKind,
  workloadKind,
} from '@promenade/openchoreo-model';
import { ComponentType } from '../../core/component-type/component-types';
import { componentIndexValue, indexes } from '../../core/lookups/indexes';
import {
  inProjectsOfPipeline,
  ownerOfKind,
  referencing,
  usersOf,
} from '../../core/lookups/map-functions';
import {
  ControllerDefinition,
  watchKind,
} from '../../runtime/controller-definition';
import {
  createdOrDeleted,
  generationChanged,
  generationOrMetadataChanged,
} from '../../runtime/predicates';
import { componentResourceReconciler } from './reconcile';

/** Controller of Services, WebApplications or ScheduledTasks. */
export function componentResourceController(
  type: ComponentType,
  dependencies: Parameters<typeof componentResourceReconciler>[1],
): ControllerDefinition {
  const { resourceKind, bindingKind, classKind } = type;
  return {
    name: resourceKind.kind.toLowerCase(),
    kind: resourceKind,
    // Fewer workers than the binding controller has, so that components become ready one after the other.
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
      watchKind(
        componentKind,
        ({ metadata: { namespace = '', name }, spec: { owner } }, read) =>
          read.byIndex(
            resourceKind,
            indexes.component,
            componentIndexValue(namespace, {
              projectName: owner.projectName,
              componentName: name,
            }),
          ),
        createdOrDeleted,
      ),
      watchKind(environmentKind, usersOf(resourceKind), createdOrDeleted),
    ],
    reconcile: componentResourceReconciler(type, dependencies),
  };
}
