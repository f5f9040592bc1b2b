import {
  APIBinding,
  apiBindingKind,
  apiKind,
  dataPlaneKind,
  deploymentPipelineKind,
  environmentKind,
  organizationKind,
  projectKind,
  releaseKind,
} from '@promenade/openchoreo-model';
import { Binding } from '../../core/binding/binding';
import { countPaths } from './count-paths';
import { bindingTypes } from '../../core/component-type/binding-types';
import {
  valueChanged,
  createdOrDeleted,
  generationChanged,
  generationOrMetadataChanged,
} from '../../runtime/predicates';
import {
  ControllerDefinition,
  watchKind,
} from '../../runtime/controller-definition';
import {
  mapToSharedUsers,
  mapToReferencing,
} from '../../core/lookups/map-functions';
import { watchOwnedDeletions } from '../../core/lookups/owned-kinds';
import { releaseCellState } from './list-cells';
import { mapToProjectsOfOrganization } from './map-to-projects';
import { projectReconciler } from './reconcile';
import { indexes } from '../../core/lookups/indexes';

/** How long changes of components are collected into one reconcile, in milliseconds. Each reconcile reads all components of the project. */
const gatherMs = 1_000;

/** Reports the status of projects and cleans up deleted ones. */
export function projectController(
  dependencies: Parameters<typeof projectReconciler>[0],
): ControllerDefinition {
  return {
    name: 'project',
    kind: projectKind,
    watches: [
      watchKind(projectKind, undefined, generationOrMetadataChanged),
      watchKind(
        organizationKind,
        mapToProjectsOfOrganization,
        generationChanged,
      ),
      watchKind(
        deploymentPipelineKind,
        mapToReferencing(projectKind, indexes.pipeline),
        generationChanged,
      ),
      watchKind(
        environmentKind,
        mapToSharedUsers(projectKind),
        generationChanged,
      ),
      watchKind(
        dataPlaneKind,
        mapToSharedUsers(projectKind),
        generationChanged,
      ),
      watchKind(
        releaseKind,
        ({ metadata, spec }) => [
          { namespace: metadata.namespace, name: spec.owner.projectName },
        ],
        change =>
          createdOrDeleted(change) ||
          valueChanged(change, releaseCellState) ||
          valueChanged(change, ({ status }) => status?.target?.dataPlane),
        { gatherMs },
      ),
      ...bindingTypes.map(({ bindingKind }) =>
        watchKind(
          bindingKind,
          ({ metadata: { namespace }, spec: { owner } }) => [
            { namespace, name: owner.projectName },
          ],
          change =>
            createdOrDeleted(change) || valueChanged(change, pathsOfBinding),
          { gatherMs },
        ),
      ),
      watchKind(
        apiBindingKind,
        ({ metadata: { namespace }, spec: { apiName } }, read) => {
          const api = read.get(apiKind, { namespace, name: apiName });
          return api ? [{ namespace, name: api.spec.owner.projectName }] : [];
        },
        change =>
          createdOrDeleted(change) || valueChanged(change, pathsOfApiBinding),
        { gatherMs },
      ),
      ...watchOwnedDeletions('project'),
    ],
    reconcile: projectReconciler(dependencies),
  };
}

function pathsOfApiBinding(binding: APIBinding) {
  return [binding.spec.environmentName, countPaths([], [binding])];
}

/** The cell of a binding, and what the binding adds to its path counts. */
function pathsOfBinding(binding: Binding) {
  return [binding.spec.environment, countPaths([binding])];
}
