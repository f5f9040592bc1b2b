import { isAlreadyExists, type ResourceType } from '@promenade/kube-client';
import type { Release } from '@promenade/openchoreo-model';
import type { DataPlaneCluster } from '../data-planes';
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
      if (!(await cluster.namespace(name))) {
        await createNamespace(cluster, release, name);
      }
    } catch (error) {
      failures.set(name, failureOf(name, `Namespace ${name}`, error));
    }
  }
  return failures;
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
