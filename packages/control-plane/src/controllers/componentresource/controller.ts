import {
  ProjectComponentOwner,
  apiClassKind,
  componentKind,
  defaultTrack,
  deploymentPipelineKind,
  deploymentTrackKind,
  environmentKind,
  gitCommitRequestKind,
  projectKind,
  trackOf,
  workloadKind,
} from '@promenade/openchoreo-model';
import { ClassType } from '../../core/component-type/binding-types';
import { findCommitTarget } from '../../core/gitops/commit-target';
import { componentIndexValue, indexes } from '../../core/lookups/indexes';
import {
  mapToProjectsOfPipeline,
  mapToController,
  mapToReferencing,
  mapToSharedUsers,
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
import { Read } from '../../runtime/read';
import { componentResourceReconciler } from './reconcile';

/** An object of a component. */
interface OfComponent {
  readonly metadata: { readonly namespace?: string };
  readonly spec: { readonly owner: ProjectComponentOwner };
}

/** Controller of Services, WebApplications or ScheduledTasks. */
export function componentResourceController(
  type: ClassType,
  dependencies: Parameters<typeof componentResourceReconciler>[1],
): ControllerDefinition {
  const { resourceKind, bindingKind, classKind } = type;
  const listOfComponent = (
    { metadata: { namespace = '' }, spec }: OfComponent,
    read: Read,
  ) =>
    read.byIndex(
      resourceKind,
      indexes.component,
      componentIndexValue(namespace, spec.owner),
    );
  return {
    name: resourceKind.kind.toLowerCase(),
    kind: resourceKind,
    // Fewer workers than the binding controller has, so that components become ready one after the other.
    concurrency: 2,
    watches: [
      watchKind(resourceKind, undefined, generationOrMetadataChanged),
      watchKind(bindingKind, mapToController(resourceKind), generationChanged),
      // A GitOps tool applies bindings without a controller.
      watchKind(
        bindingKind,
        ({ metadata: { namespace = '' }, spec: { owner } }, read) =>
          findCommitTarget(read, namespace, owner.projectName)
            ? read.byIndex(
                resourceKind,
                indexes.component,
                componentIndexValue(namespace, owner),
              )
            : [],
        generationChanged,
      ),
      watchKind(gitCommitRequestKind, mapToController(resourceKind)),
      watchKind(
        workloadKind,
        mapToReferencing(resourceKind, indexes.workload),
        generationChanged,
      ),
      watchKind(
        workloadKind,
        (workload, read) =>
          trackOf(workload) === defaultTrack
            ? []
            : listOfComponent(workload, read),
        generationChanged,
      ),
      watchKind(
        deploymentTrackKind,
        ({ metadata, spec: { owner } }, read) =>
          owner ? listOfComponent({ metadata, spec: { owner } }, read) : [],
        generationOrMetadataChanged,
      ),
      watchKind(
        classKind,
        mapToReferencing(resourceKind, indexes.class),
        createdOrDeleted,
      ),
      watchKind(
        apiClassKind,
        mapToReferencing(resourceKind, indexes.apiClass),
        createdOrDeleted,
      ),
      watchKind(
        projectKind,
        mapToReferencing(resourceKind, indexes.project),
        generationChanged,
      ),
      watchKind(
        deploymentPipelineKind,
        mapToProjectsOfPipeline(resourceKind),
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
      watchKind(
        environmentKind,
        mapToSharedUsers(resourceKind),
        createdOrDeleted,
      ),
    ],
    reconcile: componentResourceReconciler(type, dependencies),
  };
}
