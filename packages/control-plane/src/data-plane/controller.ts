import { dataPlaneKind, environmentKind } from '@promenade/openchoreo-model';
import { goes, isDeclaredAnew } from '../runtime/changes';
import {
  ControllerDefinition,
  watching,
} from '../runtime/controller-definition';
import { dataPlaneReconciler } from './reconcile';

/** Knocks at data planes, and takes their environments with them. */
export function dataPlaneController(
  dependencies: Parameters<typeof dataPlaneReconciler>[0],
): ControllerDefinition {
  return {
    name: 'data-plane',
    kind: dataPlaneKind,
    concurrency: 4,
    watches: [
      watching(dataPlaneKind, undefined, isDeclaredAnew),
      watching(
        environmentKind,
        ({ metadata: { namespace }, spec }) =>
          spec.dataPlaneRef ? [{ namespace, name: spec.dataPlaneRef }] : [],
        goes,
      ),
    ],
    reconcile: dataPlaneReconciler(dependencies),
  };
}
