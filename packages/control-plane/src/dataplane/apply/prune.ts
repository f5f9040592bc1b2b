import { isNotFound, type UnstructuredObject } from '@promenade/kube-client';
import type { Release } from '@promenade/openchoreo-model';
import type { DataPlaneCluster } from '../access/data-plane-cluster';
import { type ApplyResult, failureOf, type Failure } from './apply-result';
import { objectIdOf, objectIdText, objectLabel } from './object-id';
import { isAppliedByReleases } from './object-owner';

/** Lists the objects of a Release on its data plane: the types in its status, and types of which earlier revisions had objects. */
export async function listInventory(
  cluster: DataPlaneCluster,
  release: Release,
): Promise<UnstructuredObject[]> {
  for (const { group, version, kind } of release.status?.resources ?? []) {
    await cluster.live(group ? `${group}/${version}` : version, kind);
  }
  const labelled = await cluster.ofRelease(release.metadata.uid ?? '');
  return labelled.filter(isAppliedByReleases);
}

/**
 * Returns the objects of a Release that it no longer declares. Objects are compared by group, kind, namespace and name: a
 * renamed object is another one, even with the same resource id.
 */
export function staleObjects(
  inventory: readonly UnstructuredObject[],
  objects: readonly ApplyResult[],
): UnstructuredObject[] {
  const declared = new Set(
    objects.map(({ desired: { key }, live }) =>
      objectIdText(live ? objectIdOf(live) : key),
    ),
  );
  return inventory.filter(
    object => !declared.has(objectIdText(objectIdOf(object))),
  );
}

/** Deletes objects, except those that are being deleted already. */
export async function deleteObjects(
  cluster: DataPlaneCluster,
  objects: readonly UnstructuredObject[],
): Promise<Failure[]> {
  const failures = await Promise.all(
    objects
      .filter(({ metadata }) => !metadata.deletionTimestamp)
      .map(async object => deleteObject(cluster, object)),
  );
  return failures.flatMap(failure => failure ?? []);
}

async function deleteObject(
  cluster: DataPlaneCluster,
  { apiVersion, kind, metadata }: UnstructuredObject,
): Promise<Failure | undefined> {
  try {
    const objects = await cluster.live(apiVersion, kind);
    if (!objects) return undefined;
    await cluster.connection.send((client, signal) =>
      client.delete(objects.type, metadata, {
        propagationPolicy: 'Background',
        preconditions: { uid: metadata.uid },
        signal,
      }),
    );
    return undefined;
  } catch (error) {
    if (isNotFound(error)) return undefined;
    const { name, namespace } = metadata;
    const label = objectLabel({ apiVersion, kind, namespace, name });
    return failureOf(name, `${label} cannot be deleted`, error);
  }
}
