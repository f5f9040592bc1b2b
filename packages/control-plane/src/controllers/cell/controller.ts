import { ObjectChange } from '@promenade/kube-client';
import {
  dataPlaneKind,
  environmentKind,
  projectKind,
  releaseKind,
} from '@promenade/openchoreo-model';
import { Binding } from '../../core/binding/binding';
import { componentTypes } from '../../core/component-type/component-types';
import { isDeclaredAnew } from '../../runtime/changes';
import {
  ControllerDefinition,
  watching,
} from '../../runtime/controller-definition';
import { controllerOfKind, mayUse } from '../../core/lookups/keys-of';
import { cellReconciler } from './reconcile';

/** How long bindings are gathered before the cells of their project are looked at, in milliseconds: each look goes over all of them. */
const gatherMs = 100;

/** Keeps the baselines of projects' cells. */
export function cellController(): ControllerDefinition {
  return {
    name: 'cell',
    kind: projectKind,
    watches: [
      watching(projectKind, undefined, isDeclaredAnew),
      watching(environmentKind, mayUse(projectKind), isDeclaredAnew),
      watching(dataPlaneKind, mayUse(projectKind), isDeclaredAnew),
      watching(releaseKind, controllerOfKind(projectKind), isDeclaredAnew),
      ...componentTypes.map(({ bindingKind }) =>
        watching(
          bindingKind,
          ({ metadata: { namespace }, spec: { owner } }) => [
            { namespace, name: owner.projectName },
          ],
          goesElsewhere,
          { gatherMs },
        ),
      ),
    ],
    reconcile: cellReconciler(),
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
