import type { ReferencedVariable } from '../../core/effective-binding/configuration/resolve-configuration';
import {
  egressSettings,
  type EgressSettings,
} from '../../core/effective-binding/connections/egress';
import type { ResolvedConnection } from '../../core/effective-binding/connections/resolved-connection';
import { EffectiveBinding } from '../../core/effective-binding/effective-binding';
import type { RenderTarget } from '../../core/effective-binding/target';
import type { ReleaseResource } from '../../core/manifest';
import { warning, type Problem } from '../../core/problem';
import { renderEgressPolicy } from './cilium-egress-policy';
import { renderProxiedService } from './cilium-envoy-config';
import { renderEgressRoute } from './egress-route';
import { injectVariables, type ConnectionVariable } from './inject';

/** What is rendered of the connections of a workload. */
export interface RenderedConnections {
  /** Variables of the main container, in order. */
  readonly variables: ConnectionVariable[];
  /** The variables whose value is in a ConfigMap or Secret. */
  readonly references: ReferencedVariable[];
  /** Objects that route the connections, in the cell of the component. */
  readonly resources: ReleaseResource[];
  readonly problems: Problem[];
}

/**
 * Renders the connections of a workload, in the order of their names.
 *
 * @param container - container that gets the injected variables; undefined where the workload has none
 */
export function renderConnections(
  effective: EffectiveBinding,
  container: string | undefined,
): RenderedConnections {
  const { secretStore } = effective;
  const { resolved: connections, problems } = effective.connections;
  const injected = connections.map(connection =>
    injectVariables(connection, { container: container ?? '', secretStore }),
  );
  const variables = deduplicateVariables(
    injected.flatMap(each => each.variables),
  );
  return {
    variables,
    references: variables.flatMap(variable =>
      'location' in variable && container !== undefined
        ? { container, variable: variable.name, location: variable.location }
        : [],
    ),
    resources: renderConnectionObjects(effective),
    problems: [
      ...problems,
      ...injected.flatMap(each => each.problems),
      ...findDuplicateVariables(connections),
    ],
  };
}

/** Where two connections set the same variable, the last connection by name wins, so that the result does not depend on map order. */
function deduplicateVariables(
  variables: readonly ConnectionVariable[],
): ConnectionVariable[] {
  const byName = new Map<string, ConnectionVariable>();
  for (const variable of variables) {
    // A literal value may refer to variables before it, so it moves to the end.
    if ('value' in variable) byName.delete(variable.name);
    byName.set(variable.name, variable);
  }
  return [...byName.values()];
}

function findDuplicateVariables(
  connections: readonly ResolvedConnection[],
): Problem[] {
  const setBy = new Map<string, ResolvedConnection>();
  return connections.flatMap(connection =>
    connection.spec.inject.env.flatMap(({ name }) => {
      const other = setBy.get(name);
      setBy.set(name, connection);
      return other
        ? warning(
            `${connection.field}.inject.env[${name}]`,
            `connection "${other.name}" sets the variable too, and the value of connection "${connection.name}" applies; use different names`,
          )
        : [];
    }),
  );
}

/** The objects that route the connections of a component, in its own cell. */
function renderConnectionObjects({
  target,
  dataPlane,
  connections: { resolved: connections },
}: EffectiveBinding): ReleaseResource[] {
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
  egress: EgressSettings,
): ReleaseResource[] {
  const { target: peer } = connection;
  if (peer.kind === 'external') {
    return peer.via === 'EgressGateway'
      ? renderEgressRoute(target, connection, peer, egress)
      : [];
  }
  return connection.policy?.by === 'Cilium'
    ? renderProxiedService(target, connection, peer, connection.policy)
    : [];
}
