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
import { isSameCluster } from '../../dataplane/access/cluster-access';
import { isJsonList, jsonAt } from '../../runtime/json';
import { gatewayNamespace, gateways } from '../../core/effective-binding/hosts';
import { Read } from '../../runtime/read';

/** Type of the condition of a DataPlane that says whether its gateways keep the oldest version of TLS; absent where it asks for none. */
export const tlsFloorCondition = 'TLSFloorKept';

/** Makes the gateways of a data plane keep its oldest version of TLS, and says whether they do. Never rejects. */
export type KeepTlsFloor = (
  dataPlane: DataPlane,
  read: Read,
) => Promise<ConditionInput | undefined>;

const apiVersion = 'gateway.envoyproxy.io/v1alpha1';
const kind = 'ClientTrafficPolicy';
const fieldManager = 'promenade-data-plane';
const wayOut = 'leave spec.gateway.minTLSVersion out';

/**
 * Keeps a ClientTrafficPolicy for each gateway of a data plane that asks for an
 * oldest version of TLS. A gateway is shared by all that is routed through it,
 * so that the policy is the data plane's and not a Release's; of several data
 * planes on one cluster, the strictest counts. Envoy Gateway heeds one policy
 * of a gateway only: one that others made stays in charge, and is read.
 */
export function tlsFloorKeeper(dataPlanes: DataPlanes): KeepTlsFloor {
  return async (dataPlane, read) => {
    const asked = dataPlane.spec.gateway.minTLSVersion;
    const before = getCondition(
      dataPlane.status?.conditions,
      tlsFloorCondition,
    );
    if (!asked && !before) return undefined;
    try {
      const cluster = await dataPlanes.forDataPlane(dataPlane);
      if ('reason' in cluster) return before;
      const kept = await keepAt(cluster.client, floorOf(dataPlane, read));
      return asked ? kept : undefined;
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      return said('False', 'PolicyRefused', `${why}; allow it, or ${wayOut}`);
    }
  };
}

/** The strictest floor of all data planes on the cluster; undefined where none asks for one. */
function floorOf(dataPlane: DataPlane, read: Read): string | undefined {
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

async function keepAt(
  client: KubeClient,
  floor: string | undefined,
): Promise<ConditionInput> {
  const type = await client.resourceFor(apiVersion, kind);
  if (!type) {
    return said(
      'False',
      'NotSupported',
      `the data plane does not serve ${kind} of ${apiVersion}; install Envoy Gateway there, or ${wayOut}`,
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
      policy => policy !== own && isFor(gateway, policy),
    );
    if (other || !floor) {
      if (own) await client.delete(type, own.metadata);
      if (other && floor && versionOf(other) < floor) {
        others.push(`${other.metadata.name} of ${gateway}`);
      }
    } else if (!own || versionOf(own) !== floor || !isFor(gateway, own)) {
      await apply(client, type, gateway, floor);
    }
  }
  return others.length > 0
    ? said(
        'False',
        'PolicyOfAnother',
        `${kind} ${others.join(
          ', ',
        )} is in charge and accepts older versions; set its spec.tls.minVersion to "${floor}", or delete it`,
      )
    : said('True', 'FloorKept', `The gateways accept TLS ${floor} and newer`);
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

/** Whether a policy is about a whole gateway. */
function isFor(gateway: string, policy: UnstructuredObject): boolean {
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

/** The default of Envoy Gateway, where a policy says nothing. */
function versionOf(policy: UnstructuredObject): string {
  const version = jsonAt(policy, 'spec', 'tls', 'minVersion');
  return typeof version === 'string' && version !== 'Auto' ? version : '1.2';
}

function said(
  status: 'True' | 'False',
  reason: string,
  message: string,
): ConditionInput {
  return { type: tlsFloorCondition, status, reason, message };
}
