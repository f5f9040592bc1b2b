import type { RenderResult } from '../render-result';
import type { RenderTarget } from '../../core/effective-binding/target';
import { isMutual } from '../../core/effective-binding/connections/mutual-authentication';
import { type Lead } from '../../core/effective-binding/connections/lead';
import { endpointPort } from './connection-rules';
import { mutualRules, type ConsumerRulesInput } from './consumer-rules';
import { renderCiliumNetworkPolicy } from './providers/cilium-network-policy';
import type { TrafficRule } from './traffic';

/** What the proofs of a component's connections follow from. */
export interface MutualAuthenticationInput extends ConsumerRulesInput {
  readonly target: RenderTarget;
  readonly leads: readonly Lead[];
}

/**
 * What a binding comes to, with the policy by which both ends of a connection with mtls Required prove who they are: the
 * connections of the component as they go out, and those of others to it as they come in.
 *
 * The policy refuses nothing else, so that it holds whether or not the cell is isolated.
 */
export function withMutualAuthentication(
  rendered: RenderResult,
  input: MutualAuthenticationInput,
): RenderResult {
  const ingress = mutualRules(input);
  const egress = input.leads.flatMap(lead => outgoing(lead, input));
  if (ingress.length + egress.length === 0) {
    return rendered;
  }
  const { target } = input;
  const { object } = renderCiliumNetworkPolicy(
    { selector: target.labels, ingress, egress },
    {
      name: `${target.name}-mtls`,
      namespace: target.namespace,
      labels: target.labels,
    },
    { enforced: false },
  );
  return {
    ...rendered,
    resources: [
      { id: `${target.binding}-mtls`, object },
      ...rendered.resources,
    ],
  };
}

function outgoing(
  { connection, end }: Lead,
  { hosts }: MutualAuthenticationInput,
): TrafficRule[] {
  if (end.kind !== 'component' || !isMutual(connection)) {
    return [];
  }
  const { peer, way, endpoint } = end;
  if (way === 'Gateway') {
    const { name, namespace } = hosts.api.Organization;
    return [
      { peer: { kind: 'Gateway', name, namespace }, authenticated: true },
    ];
  }
  return [
    {
      peer: {
        kind: 'Component',
        namespace: peer.namespace,
        labels: peer.labels,
      },
      port: endpointPort(peer.workload, endpoint.name, endpoint.project?.port),
      authenticated: true,
    },
  ];
}
