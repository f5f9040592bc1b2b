import { endpointAccess } from '../endpoint-uri';
import { hostsOf } from '../hosts';
import { warning, type Problem } from '../../problem';
import type { RenderTarget } from '../target';
import { connectionName, consumerGateway } from './names';
import type { ResolvedConnection, PolicyProxy } from './resolved-connection';
import { isMutualTlsRequired } from './mutual-authentication';
import { parsePolicySettings } from './policy-settings';
import type { ConnectionContext } from './connection-context';

/** Endpoint types that use HTTP, which a proxy can process. */
const httpTypes: ReadonlySet<string> = new Set([
  'HTTP',
  'REST',
  'GraphQL',
  'Websocket',
  'gRPC',
]);

/**
 * Applies the policy of a connection: which proxy enforces it, and the address of that proxy for the workload. Each
 * connection has an address of its own, so that the policies of two components for one target are independent. Without
 * a proxy the connection is unchanged, and a warning reports it.
 */
export function applyPolicy(
  target: RenderTarget,
  connection: ResolvedConnection,
  context: ConnectionContext,
): { connection: ResolvedConnection; problems: Problem[] } {
  const field = `${connection.field}.policy`;
  const { settings, problems } = parsePolicySettings(
    connection.spec.policy,
    field,
  );
  if (!settings) return { connection, problems };
  const found = findPolicyProxy(connection, context);
  return typeof found === 'string'
    ? {
        connection: {
          ...connection,
          access: accessVia(found, target, connection, context),
          policy: { ...settings, by: found },
        },
        problems,
      }
    : { connection, problems: [...problems, warning(field, found.reason)] };
}

function findPolicyProxy(
  { target, spec }: ResolvedConnection,
  { dataPlane }: ConnectionContext,
): PolicyProxy | { reason: string } {
  const none = (reason: string) => ({
    reason: `nothing carries the policy out, so that the connection is as if there were none: ${reason}`,
  });
  if (target.kind === 'external') {
    return target.via === 'EgressGateway'
      ? 'EgressGateway'
      : none(
          'no gateway stands between the component and what is outside; have spec.gateway.egress of the DataPlane use envoy, or give the workload its own limits',
        );
  }
  if (!httpTypes.has(target.endpoint.type)) {
    return none(
      `proxies understand HTTP, and the endpoint speaks ${target.endpoint.type}; give the workload its own limits`,
    );
  }
  if (target.via === 'Gateway') return 'Gateway';
  if (target.via === 'Pods') {
    return none(
      `no gateway stands before the endpoint; offer it to the organization, at level Organization`,
    );
  }
  if (dataPlane?.spec.networkPolicy !== 'cilium') {
    return none(
      'inside a project only Cilium can, which the data plane does not have; set spec.networkPolicy of the DataPlane to cilium where it has',
    );
  }
  return isMutualTlsRequired(spec)
    ? none(
        'a proxy in between would hide who calls, which mtls requires to be proved; leave one of the two out',
      )
    : 'Cilium';
}

function accessVia(
  by: PolicyProxy,
  target: RenderTarget,
  { name, access }: ResolvedConnection,
  { hosts = hostsOf(target.environment) }: ConnectionContext,
): ResolvedConnection['access'] {
  if (!access || by === 'EgressGateway') return access;
  const { port, scheme, basePath } = access;
  const host =
    by === 'Cilium'
      ? connectionName(target, name)
      : consumerGateway(target, name, hosts).host;
  return endpointAccess({ host, port, scheme, basePath });
}
