import { apiVersionOf } from '@promenade/kube-client';
import type { BuildPlane } from '@promenade/openchoreo-model';
import type { BuildPlanes } from '../../buildplane/build-planes';
import { workflowType } from '../../runtime/kubernetes-types';

interface Check {
  readonly ok: boolean;
  readonly message: string;
}

/** The result of a probe. */
export interface BuildPlaneState {
  /** Whether the API server responds, with its version or the error. */
  readonly reachable: Check;
  /** Whether Workflows are served; undefined if the API server does not respond. */
  readonly argo?: Check;
}

/** Probes the Kubernetes API of a build plane. Never rejects. */
export type BuildPlaneProbe = (
  buildPlane: BuildPlane,
) => Promise<BuildPlaneState>;

/** Returns a probe that uses the current credentials of a build plane. */
export function createBuildPlaneProbe(
  buildPlanes: BuildPlanes,
): BuildPlaneProbe {
  return async buildPlane => {
    try {
      const { connection } = await buildPlanes.clusterOf(buildPlane);
      const { gitVersion } = await connection.probe();
      const served = await connection.send(client =>
        client.resourceFor(apiVersionOf(workflowType), workflowType.kind),
      );
      return {
        reachable: { ok: true, message: `Kubernetes ${gitVersion} responds` },
        argo: served
          ? { ok: true, message: 'The cluster serves Workflows' }
          : {
              ok: false,
              message:
                'The cluster serves no Workflows; install Argo Workflows',
            },
      };
    } catch (error) {
      const cause = error instanceof Error ? error.message : String(error);
      return { reachable: { ok: false, message: `No response: ${cause}` } };
    }
  };
}
