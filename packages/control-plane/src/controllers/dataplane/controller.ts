import { dataPlaneKind, environmentKind } from '@promenade/openchoreo-model';
import { keyOf } from '@promenade/kube-client';
import { DataPlanes } from '../../dataplane/access/data-planes';
import { deleted, generationChanged } from '../../runtime/predicates';
import {
  ControllerDefinition,
  watchKind,
} from '../../runtime/controller-definition';
import { dataPlaneReconciler } from './reconcile';

/** Returns the controller that probes data planes. */
export function dataPlaneController(
  dependencies: Parameters<typeof dataPlaneReconciler>[0],
  dataPlanes: Pick<DataPlanes, 'onDataPlaneChange' | 'close'>,
): ControllerDefinition {
  return {
    name: 'data-plane',
    kind: dataPlaneKind,
    // Most of the time of a probe is spent waiting.
    concurrency: 16,
    watches: [
      watchKind(dataPlaneKind, undefined, generationChanged),
      watchKind(
        environmentKind,
        ({ metadata: { namespace }, spec }) =>
          spec.dataPlaneRef ? [{ namespace, name: spec.dataPlaneRef }] : [],
        deleted,
      ),
      (controller, cache, inScope) => {
        cache.informer(dataPlaneKind).addHandler({
          onDelete: ({ metadata }) => dataPlanes.close(metadata),
        });
        dataPlanes.onDataPlaneChange(key => {
          if (inScope(key)) controller.queue.add(keyOf(key));
        });
      },
    ],
    reconcile: dataPlaneReconciler(dependencies),
  };
}
