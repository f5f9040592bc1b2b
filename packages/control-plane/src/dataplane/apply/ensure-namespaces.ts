import {
  isAlreadyExists,
  type ResourceType,
  type UnstructuredObject,
} from '@promenade/kube-client';
import type { Release } from '@promenade/openchoreo-model';
import type { DataPlaneCluster } from '../access/data-plane-cluster';
import { heldBy } from '../../runtime/leaving';
import type { DesiredObject } from './desired-objects';
import { failureOf, type Failure } from './failure';
import { namespaceLabels } from './tracking-labels';

const namespaceType: ResourceType = {
  group: '',
  version: 'v1',
  kind: 'Namespace',
  plural: 'namespaces',
  scope: 'Cluster',
};

/**
 * Makes the namespaces that objects of a Release go to, where they are absent.
 * One that is there is never changed: other Releases live in it too.
 *
 * @returns the namespaces that could not be made, with why
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
        failures.set(name, goingAway(name, namespace));
      }
    } catch (error) {
      failures.set(name, failureOf(name, `Namespace ${name}`, error));
    }
  }
  return failures;
}

/** Nothing can be made in a namespace that is on its way out, and its content is deleted. */
function goingAway(name: string, namespace: UnstructuredObject): Failure {
  const held = heldBy(namespace) ?? 'being deleted';
  return {
    id: name,
    message: `Namespace ${name}: ${held}; it is made anew when it is gone`,
    transient: false,
  };
}

async function createNamespace(
  cluster: DataPlaneCluster,
  release: Release,
  name: string,
): Promise<void> {
  try {
    await cluster.client.create(
      namespaceType,
      {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name, labels: namespaceLabels(release) },
      },
      { fieldManager: 'release-controller' },
    );
  } catch (error) {
    if (!isAlreadyExists(error)) throw error;
  }
}
