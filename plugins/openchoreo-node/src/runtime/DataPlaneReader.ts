import { NotFoundError } from '@backstage/errors';
import type { DataPlaneCapacity } from '@promenade/backstage-plugin-openchoreo-common';
import type { SharedResourceRef } from '../domain/CatalogUnit';
import type { NodeProvider } from './KubernetesNodes';

/**
 * A data plane, and its Kubernetes API.
 *
 * @public
 */
export interface DataPlaneTarget {
  isSimulated: boolean;
  /** @throws NotAllowedError, ServiceUnavailableError with the remedy */
  nodes(): Promise<NodeProvider>;
}

/**
 * Finds a data plane. Undefined when it does not exist.
 *
 * @public
 */
export interface DataPlaneSource {
  dataPlane(ref: SharedResourceRef): DataPlaneTarget | undefined;
}

/**
 * Reads what data planes themselves report.
 *
 * @public
 */
export class DataPlaneReader {
  readonly #source: DataPlaneSource;

  constructor(source: DataPlaneSource) {
    this.#source = source;
  }

  /**
   * The nodes, by name. A simulated data plane is the API of the control plane, whose nodes run nothing of it.
   *
   * @throws NotFoundError when there is no such data plane, NotAllowedError, ServiceUnavailableError
   */
  async capacity(ref: SharedResourceRef): Promise<DataPlaneCapacity> {
    const target = this.#source.dataPlane(ref);
    if (!target) {
      throw new NotFoundError(`There is no data plane ${ref.name}`);
    }
    const { isSimulated } = target;
    if (isSimulated) return { isSimulated, nodes: [] };
    const nodes = await (await target.nodes()).list();
    return {
      isSimulated,
      nodes: nodes.sort((a, b) => a.name.localeCompare(b.name, 'en')),
    };
  }
}
