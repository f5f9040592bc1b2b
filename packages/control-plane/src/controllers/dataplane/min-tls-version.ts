import {
  KubeClient,
  ResourceType,
  UnstructuredObject,
} from '@promenade/kube-client';
import {
  ConditionInput,
  DataPlane,
  dataPlaneKind,
  getCondition,
  labels,
  managers,
} from '@promenade/openchoreo-model';
import { DataPlanes } from '../../dataplane/access/data-planes';
import { isSameCluster } from '../../core/lookups/find-data-plane';
import { isJsonList, jsonAt } from '../../runtime/json';
import { gatewayNamespace, gateways } from '../../core/effective-binding/hosts';
import { Read } from '../../runtime/read';

/** Condition of a DataPlane that reports whether its gateways enforce spec.gateway.minTLSVersion. Absent if the field is. */
export const minTlsVersionCondition = 'TLSFloorKept';

/** Configures the minimum TLS version of the gateways of a data plane and returns the condition. Never rejects. */
export type EnforceMinTlsVersion = (
  dataPlane: DataPlane,
  read: Read,
) => Promise<ConditionInput | undefined>;

const apiVersion = 'gateway.envoyproxy.io/v1alpha1';
const kind = 'ClientTrafficPolicy';
const fieldManager = 'promenade-data-plane';
const unsetHint = 'remove spec.gateway.minTLSVersion';

/**
 * Applies a ClientTrafficPolicy for each gateway of a data plane with a minimum TLS version. All Releases share a gateway, so
 * the policy belongs to the data plane; the strictest of several data planes on one cluster applies. Envoy Gateway uses only
 * one policy per gateway, so a policy of others is not replaced but checked.
 */
export function minTlsVersionEnforcer(
  dataPlanes: DataPlanes,
): EnforceMinTlsVersion {
  return async (dataPlane, read) => {
    const required = dataPlane.spec.gateway.minTLSVersion;
    const before = getCondition(
      dataPlane.status?.conditions,
      minTlsVersionCondition,
    );
    if (!required && !before) return undefined;
    try {
      const cluster = await dataPlanes.forDataPlane(dataPlane);
      if ('reason' in cluster) return before;
      const condition = await cluster.connection.send(client =>
        applyPolicies(client, strictestVersion(dataPlane, read)),
      );
      return required ? condition : undefined;
    } catch (error) {
      const cause = error instanceof Error ? error.message : String(error);
      return newCondition(
        'False',
        'PolicyRefused',
        `${cause}; allow it, or ${unsetHint}`,
      );
    }
  };
}

/** Returns the strictest minimum version of all data planes on the cluster, if any has one. */
function strictestVersion(
  dataPlane: DataPlane,
  read: Read,
): string | undefined {
  return read
    .list(dataPlaneKind)
    .filter(
      other =>
        !other.metadata.deletionTimestamp && isSameCluster(other, dataPlane),
    )
    .flatMap(({ spec }) => spec.gateway.minTLSVersion ?? [])
    .sort()
    .at(-1);
}

async function applyPolicies(
  client: KubeClient,
  minVersion: string | undefined,
): Promise<ConditionInput> {
  const type = await client.resourceFor(apiVersion, kind);
  if (!type) {
    return newCondition(
      'False',
      'NotSupported',
      `the data plane does not serve ${kind} of ${apiVersion}; install Envoy Gateway there, or ${unsetHint}`,
    );
  }
  const { items } = await client.list<UnstructuredObject>(type, {
    namespace: gatewayNamespace,
  });
  const others: string[] = [];
  for (const gateway of Object.values(gateways)) {
    const name = policyName(gateway);
    const own = items.find(({ metadata }) => metadata.name === name);
    const other = items.find(
      policy => policy !== own && targetsGateway(gateway, policy),
    );
    if (other || !minVersion) {
      if (own) await client.delete(type, own.metadata);
      if (other && minVersion && versionOf(other) < minVersion) {
        others.push(`${other.metadata.name} of ${gateway}`);
      }
    } else if (
      !own ||
      versionOf(own) !== minVersion ||
      !targetsGateway(gateway, own)
    ) {
      await apply(client, type, gateway, minVersion);
    }
  }
  return others.length > 0
    ? newCondition(
        'False',
        'PolicyOfAnother',
        `${kind} ${others.join(
          ', ',
        )} takes precedence and accepts older versions; set its spec.tls.minVersion to "${minVersion}", or delete it`,
      )
    : newCondition(
        'True',
        'FloorKept',
        `The gateways accept TLS ${minVersion} and newer`,
      );
}

async function apply(
  client: KubeClient,
  type: ResourceType,
  gateway: string,
  minVersion: string,
): Promise<void> {
  await client.apply(
    type,
    {
      apiVersion,
      kind,
      metadata: {
        name: policyName(gateway),
        namespace: gatewayNamespace,
        labels: { [labels.managedBy]: managers.controlPlane },
      },
      spec: {
        targetRefs: [
          {
            group: 'gateway.networking.k8s.io',
            kind: 'Gateway',
            name: gateway,
          },
        ],
        tls: { minVersion },
      },
    },
    { fieldManager, force: true },
  );
}

function policyName(gateway: string): string {
  return `${gateway}-tls-floor`;
}

/** Whether a policy targets a whole gateway. */
function targetsGateway(gateway: string, policy: UnstructuredObject): boolean {
  const refs = jsonAt(policy, 'spec', 'targetRefs');
  return (
    isJsonList(refs) &&
    refs.some(
      ref =>
        jsonAt(ref, 'kind') === 'Gateway' &&
        jsonAt(ref, 'name') === gateway &&
        jsonAt(ref, 'sectionName') === undefined,
    )
  );
}

/** Returns the minimum version of a policy, by default that of Envoy Gateway. */
function versionOf(policy: UnstructuredObject): string {
  const version = jsonAt(policy, 'spec', 'tls', 'minVersion');
  return typeof version === 'string' && version !== 'Auto' ? version : '1.2';
}

function newCondition(
  status: 'True' | 'False',
  reason: string,
  message: string,
): ConditionInput {
  return { type: minTlsVersionCondition, status, reason, message };
}
