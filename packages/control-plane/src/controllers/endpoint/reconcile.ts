import { Clock } from '@promenade/kube-client';
import { endpointKind } from '@promenade/openchoreo-model';
import { BindingType } from '../../core/component-type/binding-types';
import { isDeleting } from '../../runtime/finalizer';
import { indexes, controllerIndexValue } from '../../core/lookups/indexes';
import { controllerOf } from '../../runtime/owner-reference';
import { Reconcile } from '../../runtime/reconcile';
import { withConditions } from '../../runtime/conditions';
import { buildEndpoints } from './build-endpoints';

/**
 * Reconciles the Endpoints of a binding with the endpoints in its status. They are read-only copies for clients: nothing is
 * rendered from them, and changes by others are reverted.
 */
export function endpointReconciler(
  type: BindingType,
  { clock }: { clock: Clock },
): Reconcile {
  return async (key, read, write) => {
    const binding = read.get(type.bindingKind, key);
    if (!binding || isDeleting(binding)) {
      return;
    }
    const { uid } = binding.metadata;
    const desired = buildEndpoints(binding);
    const wanted = new Set(desired.map(({ object }) => object.metadata.name));
    const owned = read
      .byIndex(endpointKind, indexes.controller, controllerIndexValue(binding))
      .filter(endpoint => controllerOf(endpoint)?.uid === uid);
    for (const endpoint of owned) {
      if (!wanted.has(endpoint.metadata.name)) {
        await write.remove(endpointKind, endpoint);
      }
    }
    for (const { object, address } of desired) {
      const existing = read.get(endpointKind, object.metadata);
      if (existing && controllerOf(existing)?.uid !== uid) {
        continue;
      }
      await write.writeWithStatus(endpointKind, existing, {
        ...object,
        metadata: {
          ...existing?.metadata,
          ...object.metadata,
          labels: { ...existing?.metadata.labels, ...object.metadata.labels },
        },
        status: {
          ...withConditions(
            // Object and status are one write, so that no status is about an older generation.
            { metadata: {}, status: existing?.status },
            [
              {
                type: 'Published',
                status: 'True',
                reason: 'EndpointPublished',
                message: `Address of ${binding.kind} "${binding.metadata.name}"; see its conditions for the readiness`,
              },
            ],
            new Date(clock.now()),
          ),
          address,
        },
      });
    }
  };
}
