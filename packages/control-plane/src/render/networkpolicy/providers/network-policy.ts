import { warning, type Problem } from '../../../core/problem';
import { canonicalObject, type JsonObject } from '../../../runtime/json';
import type { TrafficPolicy, TrafficRule } from '../traffic';
import {
  gatewayPods,
  selectLabels,
  sortDistinctRules,
  type PolicyMetadata,
  type RenderedPolicy,
} from './policy-object';

/** All addresses. */
const anywhere = ['0.0.0.0/0', '::/0'];

/**
 * Renders a policy as a NetworkPolicy of Kubernetes, which has neither host names nor HTTP rules. A rule for a host
 * opens its port to all addresses, or nothing where it has no port; a warning reports it.
 */
export function renderNetworkPolicy(
  { selector, ingress, egress }: TrafficPolicy,
  metadata: PolicyMetadata,
): RenderedPolicy {
  const rules = (direction: 'from' | 'to', list: readonly TrafficRule[]) =>
    sortDistinctRules(list.flatMap(rule => renderRules(direction, rule)));
  return {
    object: {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { ...metadata },
      spec: canonicalObject({
        podSelector: selectLabels(selector),
        policyTypes: ['Egress', 'Ingress'],
        ingress: rules('from', ingress),
        egress: rules('to', egress),
      }),
    },
    problems: [...ingress, ...egress].flatMap(findLimitations),
  };
}

function renderRules(
  direction: 'from' | 'to',
  { peer, port }: TrafficRule,
): JsonObject[] {
  const ports = port && [{ port: port.port, protocol: port.protocol }];
  const rule = (...peers: JsonObject[]) => [{ [direction]: peers, ports }];
  switch (peer.kind) {
    case 'Cell':
      return rule({ podSelector: {} });
    case 'Node':
      // Traffic from a pod's own node is always allowed.
      return [];
    case 'DNS':
      return [
        {
          [direction]: [
            selectInNamespace(
              'kube-system',
              selectLabels({ 'k8s-app': 'kube-dns' }),
            ),
          ],
          ports: [
            { port: 53, protocol: 'TCP' },
            { port: 53, protocol: 'UDP' },
          ],
        },
      ];
    case 'Gateway':
      // Envoy Gateway may run its proxies in another namespace.
      return rule({
        namespaceSelector: {},
        podSelector: gatewayPods(peer),
      });
    case 'Component':
      return rule(selectInNamespace(peer.namespace, selectLabels(peer.labels)));
    case 'Namespace':
      return rule(selectInNamespace(peer.namespace, {}));
    case 'Addresses':
      return rule({ ipBlock: { cidr: peer.range } });
    case 'Host':
      return port ? rule(...anywhere.map(cidr => ({ ipBlock: { cidr } }))) : [];
    default:
      return peer satisfies never;
  }
}

function selectInNamespace(name: string, podSelector: JsonObject): JsonObject {
  return {
    namespaceSelector: {
      matchLabels: { 'kubernetes.io/metadata.name': name },
    },
    podSelector,
  };
}

function findLimitations({
  peer,
  port,
  operations,
  field = '',
}: TrafficRule): Problem[] {
  if (peer.kind === 'Host') {
    return [
      warning(
        field,
        port
          ? `a NetworkPolicy does not support host names, so port ${port.port} is open to all addresses, not only to ${peer.pattern}; use an address, or set spec.networkPolicy of the DataPlane to cilium`
          : `a NetworkPolicy does not support host names, so traffic to ${peer.pattern} is denied; use addresses, or set spec.networkPolicy of the DataPlane to cilium`,
      ),
    ];
  }
  return operations
    ? [
        warning(
          field,
          `a NetworkPolicy does not support HTTP rules, so every request from a gateway reaches port ${port?.port}; set spec.networkPolicy of the DataPlane to cilium to allow the declared operations only`,
        ),
      ]
    : [];
}
