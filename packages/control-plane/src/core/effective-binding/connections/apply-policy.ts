import { warning, type Problem } from '../../problem';
import { endpointAccess } from '../endpoint-uri';
import { resolveHosts } from '../hosts';
import type { RenderTarget } from '../target';
import type { ConnectionContext } from './connection-context';
import { isMutualTlsRequired } from './mutual-authentication';
import { connectionName, consumerGateway } from './names';
import { parsePolicySettings } from './policy-settings';
import type { PolicyProxy, ResolvedConnection } from './resolved-connection';

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
  source: RenderTarget,
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
          access: accessVia(found, source, connection, context),
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
    reason: `the policy has no effect: ${reason}`,
  });
  if (target.kind === 'external') {
    return target.via === 'EgressGateway'
      ? 'EgressGateway'
      : none(
          'no gateway routes the connection; set the provider in spec.gateway.egress of the DataPlane to envoy, or implement the limits in the workload',
        );
  }
  if (!httpTypes.has(target.endpoint.type)) {
    return none(
      `proxies support HTTP only, and the endpoint is of type ${target.endpoint.type}; implement the limits in the workload`,
    );
  }
  if (target.via === 'Gateway') return 'Gateway';
  if (target.via === 'Pods') {
    return none(
      `the endpoint is not exposed at a gateway; expose it at level Organization`,
    );
  }
  if (dataPlane?.spec.networkPolicy !== 'cilium') {
    return none(
      'inside a project the policy needs Cilium; set spec.networkPolicy of the DataPlane to cilium if it is installed',
    );
  }
  return isMutualTlsRequired(spec)
    ? none(
        'a proxy would hide the identity of the caller, which mtls requires; remove policy or mtls',
      )
    : 'Cilium';
}

function accessVia(
  by: PolicyProxy,
  source: RenderTarget,
  { name, access }: ResolvedConnection,
  { hosts = resolveHosts(source.environment) }: ConnectionContext,
): ResolvedConnection['access'] {
  if (!access || by === 'EgressGateway') return access;
  const { port, scheme, basePath } = access;
  const host =
    by === 'Cilium'
      ? connectionName(source, name)
      : consumerGateway(source, name, hosts).host;
  return endpointAccess({ host, port, scheme, basePath });
}
