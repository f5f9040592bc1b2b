import {
  dataPlaneKind,
  environmentKind,
  releaseKind,
} from '@promenade/openchoreo-model';
import { componentTypes } from '../component-type/component-types';
import { goes, isDeclaredAnew } from '../runtime/changes';
import {
  ControllerDefinition,
  watching,
} from '../runtime/controller-definition';
import { mayUse } from '../runtime/keys-of';
import { environmentReconciler } from './reconcile';

/** Reports on environments, and cleans up after them. */
export function environmentController(
  dependencies: Parameters<typeof environmentReconciler>[0],
): ControllerDefinition {
  return {
    name: 'environment',
    kind: environmentKind,
    watches: [
      watching(environmentKind),
      watching(dataPlaneKind, mayUse(environmentKind), isDeclaredAnew),
      ...componentTypes.map(({ bindingKind }) =>
        watching(
          bindingKind,
          ({ metadata: { namespace }, spec }) => [
            { namespace, name: spec.environment },
          ],
          goes,
        ),
      ),
      watching(
        releaseKind,
        ({ metadata: { namespace }, spec }) => [
          { namespace, name: spec.environmentName },
        ],
        goes,
      ),
    ],
    reconcile: environmentReconciler(dependencies),
  };
}
