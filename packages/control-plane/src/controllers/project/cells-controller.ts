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
import { ownerOfKind, usersOf } from '../../core/lookups/map-functions';
import { cellsReconciler } from './reconcile-cells';

/** How long bindings are gathered before the cells of their project are looked at, in milliseconds: each look goes over all of them. */
const gatherMs = 100;

/** Keeps the baselines of projects' cells. */
export function cellController(): ControllerDefinition {
  return {
    name: 'cell',
    kind: projectKind,
    watches: [
      watchKind(projectKind, undefined, generationChanged),
      watchKind(environmentKind, usersOf(projectKind), generationChanged),
      watchKind(dataPlaneKind, usersOf(projectKind), generationChanged),
      watchKind(releaseKind, ownerOfKind(projectKind), generationChanged),
      ...componentTypes.map(({ bindingKind }) =>
        watchKind(
          bindingKind,
          ({ metadata: { namespace }, spec: { owner } }) => [
            { namespace, name: owner.projectName },
          ],
          goesElsewhere,
          { gatherMs },
        ),
      ),
    ],
    reconcile: cellsReconciler(),
  };
}

/** A binding comes, goes, or is of another cell than before. */
function goesElsewhere(change: ObjectChange<Binding>): boolean {
  return (
    change.type !== 'update' ||
    change.before.spec.environment !== change.object.spec.environment ||
    change.before.spec.owner.projectName !==
      change.object.spec.owner.projectName
  );
}
