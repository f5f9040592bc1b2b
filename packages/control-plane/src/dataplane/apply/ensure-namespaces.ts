import {
  isAlreadyExists,
  type UnstructuredObject,
} from '@promenade/kube-client';
import type { Release } from '@promenade/openchoreo-model';
import type { DataPlaneCluster } from '../access/data-plane-cluster';
import { deletionBlockedBy } from '../../runtime/deletion-blocked';
import type { DesiredObject } from './desired-objects';
import { failureOf, type Failure } from './apply-result';
import { cellNamespaceLabels, releaseFieldManager } from './tracking-labels';
import { namespaceType } from '../../runtime/kubernetes-types';

/**
 * Creates the missing namespaces of the objects of a Release. An existing namespace is never changed, because other Releases
 * share it.
 *
 * @returns the namespaces that cannot be used, with the failure
 */
export async function ensureNamespaces(
  cluster: DataPlaneCluster,
  release: Release,
  desired: readonly DesiredObject[],
): Promise<ReadonlyMap<string, Failure>> {
  const names = new Set(desired.flatMap(({ key }) => key.namespace ?? []));
  const failures = new Map<string, Failure>();
  for (const name of names) {
    try {
      const namespace = await cluster.namespace(name);
      if (!namespace) await createNamespace(cluster, release, name);
      else if (namespace.metadata.deletionTimestamp) {
        failures.set(name, terminatingFailure(name, namespace));
      }
    } catch (error) {
      failures.set(name, failureOf(name, `Namespace ${name}`, error));
    }
  }
  return failures;
}

/** Nothing can be created in a namespace that is being deleted. */
function terminatingFailure(
  name: string,
  namespace: UnstructuredObject,
): Failure {
  const state = deletionBlockedBy(namespace) ?? 'being deleted';
  return {
    id: name,
    message: `Namespace ${name}: ${state}; it is created again when it is gone`,
    transient: false,
  };
}

async function createNamespace(
  cluster: DataPlaneCluster,
  release: Release,
  name: string,
): Promise<void> {
  try {
    await cluster.connection.send((client, signal) =>
      client.create(
        namespaceType,
        {
          apiVersion: 'v1',
          kind: 'Namespace',
          metadata: { name, labels: cellNamespaceLabels(release) },
        },
        { fieldManager: releaseFieldManager, signal },
      ),
    );
  } catch (error) {
    if (!isAlreadyExists(error)) throw error;
  }
}
