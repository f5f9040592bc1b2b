import type { ReleaseResource } from '../../core/manifest';
import type { RenderTarget } from '../../core/effective-binding/target';
import { renderEgressPolicy } from './cilium-egress-policy';
import { renderProxiedService } from './cilium-envoy-config';
import { egressSettings } from '../../core/effective-binding/connections/egress';
import { renderEgressRoute } from './egress-route';
import type { ResolvedConnection } from '../../core/effective-binding/connections/lead';
import type { ConnectionContext } from '../../core/effective-binding/connections/surroundings';

/** The objects that carry the connections of a component, in its own cell. */
export function renderConnectionObjects(
  target: RenderTarget,
  connections: readonly ResolvedConnection[],
  { dataPlane }: ConnectionContext,
): ReleaseResource[] {
  const egress = egressSettings(dataPlane);
  return [
    ...connections.flatMap(connection => renderOne(target, connection, egress)),
    ...(egress.provider === 'cilium-egress'
      ? renderEgressPolicy(target, connections, egress)
      : []),
  ];
}

function renderOne(
  target: RenderTarget,
  connection: ResolvedConnection,
  egress: ReturnType<typeof egressSettings>,
): ReleaseResource[] {
  const { target: end } = connection;
  if (end.kind === 'external') {
    return end.via === 'EgressGateway'
      ? renderEgressRoute(target, connection, end, egress)
      : [];
  }
  return connection.policy?.by === 'Cilium'
    ? renderProxiedService(target, connection, end, connection.policy)
    : [];
}
