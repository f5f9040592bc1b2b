import { ObjectKey } from '@promenade/kube-client';
import { KubernetesObject } from '@promenade/openchoreo-model';
import { TypedResource } from '../../runtime/read';
import { Reconcile } from '../../runtime/reconcile';
import { InMemoryCluster } from './in-memory-cluster';

/** Which reconciler goes over which kind. */
export type KindReconciler = readonly [
  TypedResource<KubernetesObject>,
  Reconcile,
];

/** More rounds than any chain of reconcilers needs. */
const manyRounds = 50;

/**
 * Goes over all objects until nobody writes any more.
 *
 * @throws when they never come to rest
 */
export async function reconcileUntilStable(
  cluster: InMemoryCluster,
  ...reconciled: KindReconciler[]
): Promise<void> {
  for (let round = 0; round < manyRounds; round += 1) {
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
  throw new Error(`never comes to rest; the last writes: ${last.join(', ')}`);
}
