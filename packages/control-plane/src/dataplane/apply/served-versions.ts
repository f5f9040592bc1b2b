import type { DataPlaneCluster } from '../access/data-plane-cluster';
import type { DesiredObject } from './desired-objects';
import { groupOf } from './object-id';

/**
 * Versions of kinds whose rendered fields are the same in each, newest first: those that moved on with releases of the
 * Gateway API (BackendTLSPolicy with 1.4, TCPRoute and UDPRoute with 1.6) and of External Secrets (0.16).
 */
const versions: ReadonlyMap<string, readonly string[]> = new Map([
  ['gateway.networking.k8s.io BackendTLSPolicy', ['v1', 'v1alpha3']],
  ['gateway.networking.k8s.io TCPRoute', ['v1', 'v1alpha2']],
  ['gateway.networking.k8s.io UDPRoute', ['v1', 'v1alpha2']],
  ['external-secrets.io ExternalSecret', ['v1', 'v1beta1']],
]);

/**
 * The objects in versions that the data plane serves: as they are declared where it does, and otherwise in the newest
 * version of the kind with the same fields. One that is served in no version stays as it is, to be told of.
 */
export async function inServedVersions(
  cluster: DataPlaneCluster,
  desired: readonly DesiredObject[],
): Promise<DesiredObject[]> {
  return Promise.all(
    desired.map(async wanted => {
      const { apiVersion, kind } = wanted.key;
      const group = groupOf(apiVersion) ?? '';
      const known = versions.get(`${group} ${kind}`);
      if (!known) return wanted;
      for (const each of [
        apiVersion,
        ...known.map(version => `${group}/${version}`),
      ]) {
        if (await cluster.serves(each, kind)) return inVersion(wanted, each);
      }
      return wanted;
    }),
  );
}

function inVersion(wanted: DesiredObject, apiVersion: string): DesiredObject {
  return {
    ...wanted,
    key: { ...wanted.key, apiVersion },
    object: { ...wanted.object, apiVersion },
  };
}
