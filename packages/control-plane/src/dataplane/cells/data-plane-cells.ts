import { KubeClient, isNotFound } from '@promenade/kube-client';
import { DataPlane, labels, managers } from '@promenade/openchoreo-model';
import { DataPlanes } from '../access/data-planes';
import { namespaceKind } from '../../core/lookups/organization-namespace';
import { labelValue } from '../apply/label-value';
import { heldBy } from '../../runtime/leaving';
import { CellSelector, Cells, LeftCell } from './cells';

/** {@link Cells} on the clusters of the data planes. Only namespaces that the release controller made are ever found. */
export class DataPlaneCells implements Cells {
  readonly #dataPlanes: DataPlanes;

  constructor(dataPlanes: DataPlanes) {
    this.#dataPlanes = dataPlanes;
  }

  async remove(
    dataPlane: DataPlane,
    selector: CellSelector,
  ): Promise<LeftCell[]> {
    const cluster = await this.#dataPlanes.forDataPlane(dataPlane);
    if ('reason' in cluster) {
      throw new Error(cluster.message);
    }
    const { items } = await cluster.client.list(namespaceKind, {
      labelSelector: labelSelector(selector),
    });
    for (const { metadata } of items) {
      if (!metadata.deletionTimestamp) {
        await removeNamespace(cluster.client, metadata.name);
      }
    }
    return items.map(namespace => ({
      namespace: namespace.metadata.name,
      heldBy: heldBy(namespace),
    }));
  }
}

function labelSelector({
  organization,
  project,
  environment,
}: CellSelector): string {
  return [
    `${labels.createdBy}=${managers.release}`,
    `${labels.releaseNamespace}=${labelValue(organization)}`,
    ...(project ? [`${labels.project}=${labelValue(project)}`] : []),
    ...(environment
      ? [`${labels.environment}=${labelValue(environment)}`]
      : []),
  ].join(',');
}

async function removeNamespace(
  client: KubeClient,
  name: string,
): Promise<void> {
  try {
    await client.delete(namespaceKind, { name });
  } catch (error) {
    if (!isNotFound(error)) {
      throw error;
    }
  }
}
