import { KubeClient, isNotFound } from '@promenade/kube-client';
import {
  DataPlane,
  labelValue,
  labels,
  managers,
} from '@promenade/openchoreo-model';
import { namespaceKind } from '../../core/lookups/organization-namespace';
import { deletionBlockedBy } from '../../runtime/deletion-blocked';
import { DataPlanes } from '../access/data-planes';

/** Selects cells: all cells of an organization, of one of its projects or environments, or a single cell. */
export interface CellSelector {
  organization: string;
  project?: string;
  environment?: string;
}

/** A cell that still exists after its deletion was requested. */
export interface RemainingCell {
  namespace: string;
  /** What blocks the deletion and since when; undefined if nothing does. */
  blockedBy?: string;
}

/** The cells on data planes: the namespaces that Releases create. */
export interface Cells {
  /**
   * Deletes cells on a data plane.
   *
   * @returns the cells that still exist
   * @throws Error if the data plane cannot be reached
   */
  remove(
    dataPlane: DataPlane,
    selector: CellSelector,
  ): Promise<RemainingCell[]>;
}

/** {@link Cells} on the clusters of data planes. It finds only namespaces that the Release controller created. */
export class DataPlaneCells implements Cells {
  readonly #dataPlanes: DataPlanes;

  constructor(dataPlanes: DataPlanes) {
    this.#dataPlanes = dataPlanes;
  }

  async remove(
    dataPlane: DataPlane,
    selector: CellSelector,
  ): Promise<RemainingCell[]> {
    const cluster = await this.#dataPlanes.forDataPlane(dataPlane);
    if ('reason' in cluster) {
      throw new Error(cluster.message);
    }
    return cluster.connection.send(async (client, signal) => {
      const { items } = await client.list(namespaceKind, {
        labelSelector: labelSelector(selector),
        signal,
      });
      for (const { metadata } of items) {
        if (!metadata.deletionTimestamp) {
          await deleteNamespace(client, metadata.name, signal);
        }
      }
      return items.map(namespace => ({
        namespace: namespace.metadata.name,
        blockedBy: deletionBlockedBy(namespace),
      }));
    });
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

async function deleteNamespace(
  client: KubeClient,
  name: string,
  signal: AbortSignal,
): Promise<void> {
  try {
    await client.delete(namespaceKind, { name }, { signal });
  } catch (error) {
    if (!isNotFound(error)) {
      throw error;
    }
  }
}
