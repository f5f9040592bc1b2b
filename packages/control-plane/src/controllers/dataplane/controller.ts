import {
  dataPlaneKind,
  environmentKind,
  releaseKind,
} from '@promenade/openchoreo-model';
import { keyOf, type KubeObject } from '@promenade/kube-client';
import { indexes } from '../../core/lookups/indexes';
import { DataPlanes } from '../../dataplane/access/data-planes';
import { Read } from '../../runtime/read';
import { sharedOrganization } from '../../core/lookups/shared-resource';
import { isDeleting } from '../../runtime/finalizer';
import {
  deleted,
  generationChanged,
  valueChanged,
} from '../../runtime/predicates';
import {
  ControllerDefinition,
  collectChanges,
  mapMetadata,
  watchKind,
} from '../../runtime/controller-definition';
import { dataPlaneReconciler } from './reconcile';

/** Maps an object to the data planes that it may use and that are being deleted: they wait for Environments and Releases. */
const mapToDeletedDataPlanes = mapMetadata(
  ({ metadata: { namespace = '' } }: KubeObject, read: Read): KubeObject[] =>
    [...new Set([namespace, sharedOrganization])]
      .flatMap(each => [
        ...read.byIndex(dataPlaneKind, indexes.namespace, each),
        ...read.invalidByIndex(dataPlaneKind, indexes.namespace, each),
      ])
      .filter(isDeleting),
);

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
      watchKind(environmentKind, mapToDeletedDataPlanes, deleted),
      watchKind(
        releaseKind,
        mapToDeletedDataPlanes,
        change =>
          deleted(change) ||
          valueChanged(change, ({ status }) => status?.target?.dataPlane),
        collectChanges,
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
