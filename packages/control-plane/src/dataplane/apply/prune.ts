import { isNotFound, type UnstructuredObject } from '@promenade/kube-client';
import type { Release } from '@promenade/openchoreo-model';
import type { DataPlaneCluster } from '../access/data-plane-cluster';
import type { AppliedObject } from './applied-object';
import { failureOf, type Failure } from './failure';
import { objectIdOf, objectIdText, objectLabel } from './object-id';

/**
 * Everything that a Release has on its data plane, of whatever type: those that
 * it reports, and those that earlier versions of it may have left.
 */
export async function inventoryOf(
  cluster: DataPlaneCluster,
  release: Release,
): Promise<UnstructuredObject[]> {
  for (const { group, version, kind } of release.status?.resources ?? []) {
    await cluster.live(group ? `${group}/${version}` : version, kind);
  }
  return cluster.ofRelease(release.metadata.uid ?? '');
}

/**
 * The objects that a Release has and no longer wants. An object is itself by
 * group, kind, namespace and name: one that was given another name is another one,
 * even under the same resource id, and one that is named in another version is the same.
 */
export function staleObjects(
  inventory: readonly UnstructuredObject[],
  objects: readonly AppliedObject[],
): UnstructuredObject[] {
  const wanted = new Set(
    objects.map(({ wanted: { key }, live }) =>
      objectIdText(live ? objectIdOf(live) : key),
    ),
  );
  return inventory.filter(
    object => !wanted.has(objectIdText(objectIdOf(object))),
  );
}

/** Asks for the deletion of objects; those that are going already are left to it. */
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
    await cluster.client.delete(objects.type, metadata, {
      propagationPolicy: 'Background',
      preconditions: { uid: metadata.uid },
    });
    return undefined;
  } catch (error) {
    if (isNotFound(error)) return undefined;
    const { name, namespace } = metadata;
    const label = objectLabel({ apiVersion, kind, namespace, name });
    return failureOf(name, `${label} cannot be deleted`, error);
  }
}
