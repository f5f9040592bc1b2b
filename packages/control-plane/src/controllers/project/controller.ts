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
  alters,
  comesOrGoes,
  isDeclaredAnew,
  isMoreThanStatus,
} from '../../runtime/changes';
import {
  ControllerDefinition,
  watching,
} from '../../runtime/controller-definition';
import { mayUse, namedIn } from '../../core/lookups/keys-of';
import { watchingMembersGo } from '../../core/lookups/members';
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
      watching(projectKind, undefined, isMoreThanStatus),
      watching(
        deploymentPipelineKind,
        namedIn(projectKind, indexes.pipeline),
        isDeclaredAnew,
      ),
      watching(environmentKind, mayUse(projectKind), isDeclaredAnew),
      watching(dataPlaneKind, mayUse(projectKind), isDeclaredAnew),
      watching(
        releaseKind,
        ({ metadata, spec }) => [
          { namespace: metadata.namespace, name: spec.owner.projectName },
        ],
        change => comesOrGoes(change) || alters(change, cellStateOf),
        { gatherMs },
      ),
      ...componentTypes.map(({ bindingKind }) =>
        watching(
          bindingKind,
          ({ metadata: { namespace }, spec: { owner } }) => [
            { namespace, name: owner.projectName },
          ],
          change => comesOrGoes(change) || alters(change, pathsOf),
          { gatherMs },
        ),
      ),
      watching(
        apiBindingKind,
        ({ metadata: { namespace }, spec: { apiName } }, read) => {
          const api = read.get(apiKind, { namespace, name: apiName });
          return api ? [{ namespace, name: api.spec.owner.projectName }] : [];
        },
        change => comesOrGoes(change) || alters(change, apiPathsOf),
        { gatherMs },
      ),
      ...watchingMembersGo('project'),
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
