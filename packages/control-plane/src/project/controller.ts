import { isDeepStrictEqual } from 'node:util';
import {
  dataPlaneKind,
  deploymentPipelineKind,
  environmentKind,
  kinds,
  parentsOf,
  projectKind,
  releaseKind,
} from '@promenade/openchoreo-model';
import { Binding } from '../binding/binding';
import { cellPaths } from '../cells/paths';
import { componentTypes } from '../component-type/component-types';
import { comesOrGoes, goes, isDeclaredAnew } from '../runtime/changes';
import {
  ControllerDefinition,
  watching,
} from '../runtime/controller-definition';
import { inNamespace } from '../runtime/indexes';
import { usersOfShared } from '../runtime/shared-resource';
import { cellStateOf } from './project-cells';
import { projectReconciler } from './reconcile';

/** Reports on projects, and cleans up after them. */
export function projectController(
  dependencies: Parameters<typeof projectReconciler>[0],
): ControllerDefinition {
  return {
    name: 'project',
    kind: projectKind,
    watches: [
      watching(projectKind),
      watching(
        deploymentPipelineKind,
        ({ metadata: { namespace = '', name } }, read) =>
          read.byIndex(projectKind, 'pipeline', inNamespace(namespace, name)),
        isDeclaredAnew,
      ),
      watching(
        environmentKind,
        (environment, read) => usersOfShared(read, projectKind, environment),
        isDeclaredAnew,
      ),
      watching(
        dataPlaneKind,
        (dataPlane, read) => usersOfShared(read, projectKind, dataPlane),
        isDeclaredAnew,
      ),
      watching(
        releaseKind,
        ({ metadata, spec }) => [
          { namespace: metadata.namespace, name: spec.owner.projectName },
        ],
        change =>
          comesOrGoes(change) ||
          (change.type === 'update' &&
            !isDeepStrictEqual(
              cellStateOf(change.before),
              cellStateOf(change.object),
            )),
      ),
      ...componentTypes.map(({ bindingKind }) =>
        watching(
          bindingKind,
          ({ metadata: { namespace }, spec: { owner } }) => [
            { namespace, name: owner.projectName },
          ],
          change =>
            comesOrGoes(change) ||
            (change.type === 'update' &&
              !isDeepStrictEqual(
                pathsOf(change.before),
                pathsOf(change.object),
              )),
        ),
      ),
      ...kinds
        .filter(({ owner }) => owner.project)
        .map(kind =>
          watching(
            kind,
            object => {
              const { organization, project } = parentsOf(kind, object);
              return project
                ? [{ namespace: organization, name: project }]
                : [];
            },
            goes,
          ),
        ),
    ],
    reconcile: projectReconciler(dependencies),
  };
}

/** What a binding adds to the paths of which cell. */
function pathsOf(binding: Binding) {
  return [binding.spec.environment, cellPaths([binding])];
}
