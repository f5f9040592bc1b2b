import { ObjectChange } from '@promenade/kube-client';
import {
  dataPlaneKind,
  environmentKind,
  projectKind,
  releaseKind,
} from '@promenade/openchoreo-model';
import { Binding } from '../../core/binding/binding';
import { componentTypes } from '../../core/component-type/component-types';
import { generationChanged } from '../../runtime/predicates';
import {
  ControllerDefinition,
  watchKind,
} from '../../runtime/controller-definition';
import {
  mapToController,
  mapToSharedUsers,
} from '../../core/lookups/map-functions';
import { cellReconciler } from './cell-reconcile';

/** How long changes of bindings are collected into one reconcile, in milliseconds. Each reconcile reads all bindings of the project. */
const gatherMs = 100;

/** Reconciles the baseline Releases of the cells of projects. */
export function cellController(): ControllerDefinition {
  return {
    name: 'cell',
    kind: projectKind,
    watches: [
      watchKind(projectKind, undefined, generationChanged),
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
      watchKind(releaseKind, mapToController(projectKind), generationChanged),
      ...componentTypes.map(({ bindingKind }) =>
        watchKind(
          bindingKind,
          ({ metadata: { namespace }, spec: { owner } }) => [
            { namespace, name: owner.projectName },
          ],
          cellChanged,
          { gatherMs },
        ),
      ),
    ],
    reconcile: cellReconciler(),
  };
}

/** A binding was created, deleted or moved to another cell. */
function cellChanged(change: ObjectChange<Binding>): boolean {
  return (
    change.type !== 'update' ||
    change.before.spec.environment !== change.object.spec.environment ||
    change.before.spec.owner.projectName !==
      change.object.spec.owner.projectName
  );
}
