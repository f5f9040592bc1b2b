import { ObjectChange } from '@promenade/kube-client';
import {
  dataPlaneKind,
  environmentKind,
  projectKind,
  releaseKind,
} from '@promenade/openchoreo-model';
import { Binding } from '../binding/binding';
import { componentTypes } from '../component-type/component-types';
import { isDeclaredAnew } from '../runtime/changes';
import {
  ControllerDefinition,
  watching,
} from '../runtime/controller-definition';
import { controllerOf } from '../runtime/owner-reference';
import { usersOfShared } from '../runtime/shared-resource';
import { cellReconciler } from './reconcile';

/** Keeps the baselines of projects' cells. */
export function cellController(): ControllerDefinition {
  return {
    name: 'cell',
    kind: projectKind,
    watches: [
      watching(projectKind, undefined, isDeclaredAnew),
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
        release => {
          const owner = controllerOf(release);
          return owner?.kind === projectKind.kind
            ? [{ namespace: release.metadata.namespace, name: owner.name }]
            : [];
        },
        isDeclaredAnew,
      ),
      ...componentTypes.map(({ bindingKind }) =>
        watching(
          bindingKind,
          ({ metadata: { namespace }, spec: { owner } }) => [
            { namespace, name: owner.projectName },
          ],
          goesElsewhere,
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
