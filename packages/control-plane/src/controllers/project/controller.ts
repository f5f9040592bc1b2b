import {
  APIBinding,
  apiBindingKind,
  apiKind,
  dataPlaneKind,
  deploymentPipelineKind,
  environmentKind,
  projectKind,
  releaseKind,
} from '@promenade/openchoreo-model';
import { Binding } from '../../core/binding/binding';
import { cellPaths } from './paths';
import { componentTypes } from '../../core/component-type/component-types';
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
import { usersOf, referencing } from '../../core/lookups/map-functions';
import { watchMemberDeletions } from '../../core/lookups/members';
import { cellStateOf } from './project-cells';
import { projectReconciler } from './reconcile';
import { indexes } from '../../core/lookups/indexes';

/** How long changes of its components are gathered before a project is looked at, in milliseconds: each look goes over all of them. */
const gatherMs = 1_000;

/** Reports on projects, and cleans up after them. */
export function projectController(
  dependencies: Parameters<typeof projectReconciler>[0],
): ControllerDefinition {
  return {
    name: 'project',
    kind: projectKind,
    watches: [
      watchKind(projectKind, undefined, generationOrMetadataChanged),
      watchKind(
        deploymentPipelineKind,
        referencing(projectKind, indexes.pipeline),
        generationChanged,
      ),
      watchKind(environmentKind, usersOf(projectKind), generationChanged),
      watchKind(dataPlaneKind, usersOf(projectKind), generationChanged),
      watchKind(
        releaseKind,
        ({ metadata, spec }) => [
          { namespace: metadata.namespace, name: spec.owner.projectName },
        ],
        change => createdOrDeleted(change) || valueChanged(change, cellStateOf),
        { gatherMs },
      ),
      ...componentTypes.map(({ bindingKind }) =>
        watchKind(
          bindingKind,
          ({ metadata: { namespace }, spec: { owner } }) => [
            { namespace, name: owner.projectName },
          ],
          change => createdOrDeleted(change) || valueChanged(change, pathsOf),
          { gatherMs },
        ),
      ),
      watchKind(
        apiBindingKind,
        ({ metadata: { namespace }, spec: { apiName } }, read) => {
          const api = read.get(apiKind, { namespace, name: apiName });
          return api ? [{ namespace, name: api.spec.owner.projectName }] : [];
        },
        change => createdOrDeleted(change) || valueChanged(change, apiPathsOf),
        { gatherMs },
      ),
      ...watchMemberDeletions('project'),
    ],
    reconcile: projectReconciler(dependencies),
  };
}

function apiPathsOf(binding: APIBinding) {
  return [binding.spec.environmentName, cellPaths([], [binding])];
}

/** What a binding adds to the paths of which cell. */
function pathsOf(binding: Binding) {
  return [binding.spec.environment, cellPaths([binding])];
}
