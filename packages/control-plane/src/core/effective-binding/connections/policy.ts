import { endpointAccess } from '../endpoint-uri';
import { hostsOf } from '../hosts';
import { warning, type Problem } from '../../problem';
import type { RenderTarget } from '../target';
import { connectionName, consumerGateway } from './names';
import type { Lead, PolicyProxy } from './lead';
import { isMutual } from './mutual-authentication';
import { policySettings } from './policy-settings';
import type { ConnectionSurroundings } from './surroundings';

/** Endpoints that speak HTTP, which a proxy understands. */
const httpTypes: ReadonlySet<string> = new Set([
  'HTTP',
  'REST',
  'GraphQL',
  'Websocket',
  'gRPC',
]);

/**
 * A connection with what a proxy is to do for it, and the address by which the workload reaches that proxy: its own, so
 * that two components with different policies for one target stay apart. Without a proxy the connection is as it would be
 * without a policy, and a warning says so.
 */
export function withPolicy(
  target: RenderTarget,
  lead: Lead,
  surroundings: ConnectionSurroundings,
): { lead: Lead; problems: Problem[] } {
  const field = `${lead.field}.policy`;
  const { settings, problems } = policySettings(lead.connection.policy, field);
  if (!settings) return { lead, problems };
  const found = proxyFor(lead, surroundings);
  return typeof found === 'string'
    ? {
        lead: {
          ...lead,
          access: accessAt(found, target, lead, surroundings),
          policy: { ...settings, by: found },
        },
        problems,
      }
    : { lead, problems: [...problems, warning(field, found.because)] };
}

function proxyFor(
  { end, connection }: Lead,
  { dataPlane }: ConnectionSurroundings,
): PolicyProxy | { because: string } {
  const none = (because: string) => ({
    because: `nothing carries the policy out, so that the connection is as if there were none: ${because}`,
  });
  if (end.kind === 'outside') {
    return end.way === 'EgressGateway'
      ? 'EgressGateway'
      : none(
          'no gateway stands between the component and what is outside; have spec.gateway.egress of the DataPlane use envoy, or give the workload its own limits',
        );
  }
  if (!httpTypes.has(end.endpoint.type)) {
    return none(
      `proxies understand HTTP, and the endpoint speaks ${end.endpoint.type}; give the workload its own limits`,
    );
  }
  if (end.way === 'Gateway') return 'Gateway';
  if (end.way === 'Pods') {
    return none(
      `no gateway stands before the endpoint; offer it to the organization, at level Organization`,
    );
  }
  if (dataPlane?.spec.networkPolicy !== 'cilium') {
    return none(
      'inside a project only Cilium can, which the data plane does not have; set spec.networkPolicy of the DataPlane to cilium where it has',
    );
  }
  return isMutual(connection)
    ? none(
        'a proxy in between would hide who calls, which mtls requires to be proved; leave one of the two out',
      )
    : 'Cilium';
}

function accessAt(
  by: PolicyProxy,
  target: RenderTarget,
  { name, access }: Lead,
  { hosts = hostsOf(target.environment) }: ConnectionSurroundings,
): Lead['access'] {
  if (!access || by === 'EgressGateway') return access;
  const { port, scheme, basePath } = access;
  const host =
    by === 'Cilium'
      ? connectionName(target, name)
      : consumerGateway(target, name, hosts).host;
  return endpointAccess({ host, port, scheme, basePath });
}
