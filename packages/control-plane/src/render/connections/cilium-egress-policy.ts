import { nameLimits } from '@promenade/openchoreo-model';
import { addressRange } from '../../core/effective-binding/address';
import {
  isInCluster,
  type EgressSettings,
} from '../../core/effective-binding/connections/egress';
import type { ResolvedConnection } from '../../core/effective-binding/connections/resolved-connection';
import {
  generateName,
  resourceId,
  type RenderTarget,
} from '../../core/effective-binding/target';
import type { ReleaseResource } from '../../core/manifest';
import { compareText } from '../../runtime/sort';

/** All IPv4 addresses; Cilium excludes those of the cluster. */
const anywhere = '0.0.0.0/0';

/**
 * Renders the CiliumEgressGatewayPolicy by which external traffic of a component leaves through the nodes that the data
 * plane names. It selects ranges of addresses only: with a host name among the connections, all external traffic goes
 * through those nodes. The network policy of the cell restricts hosts.
 */
export function renderEgressPolicy(
  target: RenderTarget,
  connections: readonly ResolvedConnection[],
  egress: EgressSettings,
): ReleaseResource[] {
  const hosts = connections.flatMap(({ target: external }) =>
    external.kind === 'external' && !isInCluster(external)
      ? [external.host]
      : [],
  );
  if (hosts.length === 0) return [];
  const ranges = new Set(
    hosts.map(host => (host && addressRange(host)) || anywhere),
  );
  return [
    {
      id: resourceId(target, 'egress'),
      object: {
        apiVersion: 'cilium.io/v2',
        kind: 'CiliumEgressGatewayPolicy',
        metadata: {
          name: generateName(
            target,
            nameLimits.resource,
            target.namespace,
            target.binding,
          ),
          labels: target.labels,
        },
        spec: {
          selectors: [
            {
              podSelector: {
                matchLabels: {
                  ...target.labels,
                  'io.kubernetes.pod.namespace': target.namespace,
                },
              },
            },
          ],
          destinationCIDRs: [...ranges].sort(compareText),
          egressGateway: {
            nodeSelector: { matchLabels: { ...egress.nodeSelector } },
            egressIP: egress.egressIP,
            interface: egress.interface,
          },
        },
      },
    },
  ];
}
