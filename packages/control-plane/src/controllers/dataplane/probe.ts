import { DataPlanes } from '../../dataplane/access/data-planes';
import { Probe } from './reconcile';

/** Knocks at the API of a data plane's cluster, whichever that is at the moment. */
export function probing(dataPlanes: DataPlanes): Probe {
  return async dataPlane => {
    try {
      const cluster = await dataPlanes.forDataPlane(dataPlane);
      if ('reason' in cluster) {
        return { reachable: false, message: cluster.message };
      }
      const { gitVersion } = await cluster.client.serverVersion();
      return { reachable: true, message: `Kubernetes ${gitVersion} answers` };
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      return { reachable: false, message: `No answer: ${why}` };
    }
  };
}
