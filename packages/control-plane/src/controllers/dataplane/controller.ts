import {
  dataPlaneKind,
  environmentKind,
  releaseKind,
} from '@promenade/openchoreo-model';
import { keyOf } from '@promenade/kube-client';
import { defaultDataPlane } from '../../core/lookups/indexes';
import { DataPlanes } from '../../dataplane/access/data-planes';
import { isDeleting } from '../../runtime/finalizer';
import {
  deleted,
  generationChanged,
  valueChanged,
} from '../../runtime/predicates';
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
        ({ metadata: { namespace }, spec }) => [
          { namespace, name: spec.dataPlaneRef || defaultDataPlane },
        ],
        deleted,
      ),
      watchKind(
        releaseKind,
        // Only a data plane that is being deleted waits for Releases.
        ({ status }, read) => {
          const key = status?.target?.dataPlane;
          const dataPlane = key && read.get(dataPlaneKind, key);
          return dataPlane && isDeleting(dataPlane) ? [dataPlane] : [];
        },
        change =>
          deleted(change) ||
          valueChanged(change, ({ status }) => status?.target?.dataPlane),
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
