import { ObjectKey } from '@promenade/kube-client';
import { KubernetesObject } from '@promenade/openchoreo-model';
import { TypedResource } from '../../runtime/read';
import { Reconcile } from '../../runtime/reconcile';
import { InMemoryCluster } from './in-memory-cluster';

/** A kind and its reconciler. */
export type KindReconciler = readonly [
  TypedResource<KubernetesObject>,
  Reconcile,
];

/** More rounds than any test needs. */
const maxRounds = 50;

/**
 * Reconciles all objects until there are no more writes.
 *
 * @throws if the writes do not end
 */
export async function reconcileUntilStable(
  cluster: InMemoryCluster,
  ...reconciled: KindReconciler[]
): Promise<void> {
  for (let round = 0; round < maxRounds; round += 1) {
    const before = cluster.writes.length;
    for (const [kind, reconcile] of reconciled) {
      for (const { metadata } of cluster.list(kind)) {
        await reconcile(metadata satisfies ObjectKey, cluster, cluster);
      }
    }
    if (cluster.writes.length === before) {
      return;
    }
  }
  const last = cluster.writes.slice(-5).map(write => JSON.stringify(write));
  throw new Error(`writes without end: ${last.join(', ')}`);
}
