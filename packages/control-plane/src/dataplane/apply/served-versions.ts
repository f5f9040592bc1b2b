import type { DataPlaneCluster } from '../access/data-plane-cluster';
import type { DesiredObject } from './desired-objects';
import { groupOf } from './object-id';

/**
 * Versions with the same rendered fields, newest first. They were promoted by releases of the Gateway API
 * (BackendTLSPolicy in 1.4, TCPRoute and UDPRoute in 1.6) and of External Secrets (0.16).
 */
const versions: ReadonlyMap<string, readonly string[]> = new Map([
  ['gateway.networking.k8s.io BackendTLSPolicy', ['v1', 'v1alpha3']],
  ['gateway.networking.k8s.io TCPRoute', ['v1', 'v1alpha2']],
  ['gateway.networking.k8s.io UDPRoute', ['v1', 'v1alpha2']],
  ['external-secrets.io ExternalSecret', ['v1', 'v1beta1']],
]);

/**
 * Converts objects to versions that the data plane serves: the declared version if it is served, otherwise the newest
 * equivalent one. An object without a served version is returned unchanged; applying it then reports the failure.
 */
export async function convertToServedVersions(
  cluster: DataPlaneCluster,
  desired: readonly DesiredObject[],
): Promise<DesiredObject[]> {
  return Promise.all(
    desired.map(async each => {
      const { apiVersion, kind } = each.key;
      const group = groupOf(apiVersion) ?? '';
      const equivalent = versions.get(`${group} ${kind}`);
      if (!equivalent) return each;
      for (const candidate of [
        apiVersion,
        ...equivalent.map(version => `${group}/${version}`),
      ]) {
        if (await cluster.serves(candidate, kind)) {
          return withApiVersion(each, candidate);
        }
      }
      return each;
    }),
  );
}

function withApiVersion(
  desired: DesiredObject,
  apiVersion: string,
): DesiredObject {
  return {
    ...desired,
    key: { ...desired.key, apiVersion },
    object: { ...desired.object, apiVersion },
  };
}
