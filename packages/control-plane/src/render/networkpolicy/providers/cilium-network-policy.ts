import { canonicalObject, type JsonObject } from '../../../runtime/json';
import type { HttpOperation, TrafficPolicy, TrafficRule } from '../traffic';
import {
  gatewayPods,
  selectLabels,
  sortDistinctRules,
  type PolicyMetadata,
  type RenderedPolicy,
} from './policy-object';

/** Label of the namespace of a pod in Cilium. */
const namespaceLabel = 'k8s:io.kubernetes.pod.namespace';

/** Options of {@link renderCiliumNetworkPolicy}. */
export interface CiliumOptions {
  /** Whether traffic that no rule allows is denied. If not, no traffic is, and Hubble shows what no rule allows. */
  readonly enforced: boolean;
}

/**
 * Renders a policy as a CiliumNetworkPolicy. Without enforcement it has no HTTP rules, because those deny requests even
 * where nothing else is denied.
 */
export function renderCiliumNetworkPolicy(
  { selector, ingress, egress }: TrafficPolicy,
  metadata: PolicyMetadata,
  { enforced }: CiliumOptions,
): RenderedPolicy {
  const rules = (direction: 'from' | 'to', list: readonly TrafficRule[]) =>
    sortDistinctRules(
      list.map(rule => ({
        ...renderRule(direction, rule, enforced),
        authentication: rule.authenticated ? { mode: 'required' } : undefined,
      })),
    );
  return {
    object: {
      apiVersion: 'cilium.io/v2',
      kind: 'CiliumNetworkPolicy',
      metadata: { ...metadata },
      spec: canonicalObject({
        endpointSelector: selectLabels(selector),
        enableDefaultDeny: { ingress: enforced, egress: enforced },
        ingress: rules('from', ingress),
        egress: rules('to', egress),
      }),
    },
    problems: [],
  };
}

function renderRule(
  direction: 'from' | 'to',
  { peer, port, operations }: TrafficRule,
  enforced: boolean,
): JsonObject {
  const endpoints = (selector: JsonObject) => ({
    [`${direction}Endpoints`]: [selector],
  });
  const toPorts = port && [
    {
      ports: [{ port: String(port.port), protocol: port.protocol }],
      rules:
        operations && enforced ? { http: httpRules(operations) } : undefined,
    },
  ];
  switch (peer.kind) {
    case 'Cell':
      return { ...endpoints({}), toPorts };
    case 'Node':
      return { [`${direction}Entities`]: ['host'], toPorts };
    case 'DNS':
      return {
        ...endpoints({
          matchLabels: {
            [namespaceLabel]: 'kube-system',
            'k8s:k8s-app': 'kube-dns',
          },
        }),
        // Rules for host names apply only to names that were resolved through a DNS rule.
        toPorts: [
          {
            ports: [{ port: '53', protocol: 'ANY' }],
            rules: { dns: [{ matchPattern: '*' }] },
          },
        ],
      };
    case 'Gateway': {
      const { matchLabels, matchExpressions } = gatewayPods(peer);
      // Envoy Gateway may run its proxies in another namespace; without this expression only the namespace of the cell matches.
      const anyNamespace = { key: namespaceLabel, operator: 'Exists' };
      return {
        ...endpoints({
          matchLabels,
          matchExpressions: [...matchExpressions, anyNamespace],
        }),
        toPorts,
      };
    }
    case 'Component':
      return {
        ...endpoints({
          matchLabels: { ...peer.labels, [namespaceLabel]: peer.namespace },
        }),
        toPorts,
      };
    case 'Namespace':
      return {
        ...endpoints({ matchLabels: { [namespaceLabel]: peer.namespace } }),
        toPorts,
      };
    case 'Addresses':
      return { [`${direction}CIDR`]: [peer.range], toPorts };
    case 'Host':
      return {
        toFQDNs: [
          peer.pattern.includes('*')
            ? { matchPattern: peer.pattern }
            : { matchName: peer.pattern },
        ],
        toPorts,
      };
    default:
      return peer satisfies never;
  }
}

function httpRules(operations: readonly HttpOperation[]): JsonObject[] {
  return sortDistinctRules(
    // Envoy matches the path together with the query.
    operations.map(({ method, path }) => ({ method, path: `${path}(\\?.*)?` })),
  );
}
