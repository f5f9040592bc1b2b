import type { DataPlane } from '@promenade/openchoreo-model';
import { DataPlanes } from '../../dataplane/access/data-planes';

/** The result of a probe. */
export interface Reachability {
  reachable: boolean;
  /** Version of the API server, or the error. */
  message: string;
}

/** Probes the Kubernetes API of a data plane. Never rejects. */
export type Probe = (dataPlane: DataPlane) => Promise<Reachability>;

/** Returns a probe that uses the current credentials of a data plane. */
export function createProbe(dataPlanes: DataPlanes): Probe {
  return async dataPlane => {
    try {
      const cluster = await dataPlanes.forDataPlane(dataPlane);
      if ('reason' in cluster) {
        return { reachable: false, message: cluster.message };
      }
      const { gitVersion } = await cluster.connection.probe();
      return { reachable: true, message: `Kubernetes ${gitVersion} responds` };
    } catch (error) {
      const cause = error instanceof Error ? error.message : String(error);
      return { reachable: false, message: `No response: ${cause}` };
    }
  };
}
