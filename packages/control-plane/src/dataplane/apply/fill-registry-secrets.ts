import { isNotFound, type UnstructuredObject } from '@promenade/kube-client';
import { annotations } from '@promenade/openchoreo-model';
import { registrySecretName } from '../../core/effective-binding/registry';
import { jsonAt } from '../../runtime/json';
import { secretType } from '../../runtime/kubernetes-types';
import type { DataPlaneCluster } from '../access/data-plane-cluster';
import type { PullSecret } from '../access/pull-secret';
import { failureOf, type Failure } from './apply-result';
import type { DesiredObject } from './desired-objects';
import { objectLabel } from './object-id';
import { isAppliedByReleases } from './object-owner';

/** Objects of a Release with the data of their Secrets, and those that cannot have it. */
export interface FilledObjects {
  readonly desired: DesiredObject[];
  readonly failures: Failure[];
}

/**
 * Adds the credentials of the registry of a data plane to the Secrets of a Release that ask for it. Which Secret they come from
 * follows from the DataPlane alone. A Secret of the same name that no Release applied is never overwritten.
 *
 * @param readPullSecret - reads the Secret that the DataPlane names; throws an Error if it cannot be used
 */
export async function fillRegistrySecrets(
  cluster: DataPlaneCluster,
  declared: readonly DesiredObject[],
  readPullSecret: () => Promise<PullSecret>,
): Promise<FilledObjects> {
  const desired: DesiredObject[] = [];
  const failures: Failure[] = [];
  for (const each of declared) {
    if (!isFilledFromRegistry(each)) {
      desired.push(each);
      continue;
    }
    const label = objectLabel(each.key);
    try {
      const { type, data, version } = await readPullSecret();
      if (await existsOutsideReleases(cluster, each)) {
        failures.push({
          id: each.id,
          message: `${label}: already taken by a Secret that no Release applied; rename or delete it`,
          transient: false,
        });
        continue;
      }
      const object: UnstructuredObject = { ...each.object, type, data };
      desired.push({ ...each, object, hashed: [each.object, version] });
    } catch (error) {
      failures.push(failureOf(each.id, label, error));
    }
  }
  return { desired, failures };
}

function isFilledFromRegistry({ key, object }: DesiredObject): boolean {
  return (
    key.apiVersion === 'v1' &&
    key.kind === 'Secret' &&
    key.name === registrySecretName &&
    jsonAt(object, 'metadata', 'annotations', annotations.filledFrom) ===
      'registry'
  );
}

/** Whether there is such a Secret, and the watch of the objects of Releases does not have it. */
async function existsOutsideReleases(
  cluster: DataPlaneCluster,
  { key }: DesiredObject,
): Promise<boolean> {
  const live = await cluster.live(key.apiVersion, key.kind);
  if (live?.get(key)) return false;
  try {
    const found = await cluster.connection.send((client, signal) =>
      client.get<UnstructuredObject>(secretType, key, { signal }),
    );
    return !isAppliedByReleases(found);
  } catch (error) {
    if (isNotFound(error)) return false;
    throw error;
  }
}
