import { ObjectKey } from '@promenade/kube-client';
import {
  APIBinding,
  Release,
  apiBindingKind,
  dataPlaneKind,
  environmentKind,
  releaseKind,
} from '@promenade/openchoreo-model';
import { componentTypes } from '../../core/component-type/component-types';
import { goes, isDeclaredAnew } from '../../runtime/changes';
import {
  ControllerDefinition,
  watching,
} from '../../runtime/controller-definition';
import { mayUse } from '../../core/lookups/keys-of';
import { environmentReconciler } from './reconcile';

function environmentNamed({
  metadata: { namespace },
  spec: { environmentName },
}: APIBinding | Release): ObjectKey[] {
  return [{ namespace, name: environmentName }];
}

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
      watching(apiBindingKind, environmentNamed, goes),
      watching(releaseKind, environmentNamed, goes),
    ],
    reconcile: environmentReconciler(dependencies),
  };
}
