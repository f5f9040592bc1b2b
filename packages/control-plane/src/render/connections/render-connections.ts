import type { WorkloadTemplate } from '@promenade/openchoreo-model';
import type { ReferencedVariable } from '../../core/effective-binding/configuration/resolve-configuration';
import type { ReleaseResource } from '../../core/manifest';
import { warning, type Problem } from '../../core/problem';
import type { RenderTarget } from '../../core/effective-binding/target';
import { injectVariables, type ConnectionVariable } from './inject';
import type { ResolvedConnection } from '../../core/effective-binding/connections/resolved-connection';
import { resolveConnections } from '../../core/effective-binding/connections/resolve-connections';
import type { ConnectionContext } from '../../core/effective-binding/connections/connection-context';
import { renderEgressPolicy } from './cilium-egress-policy';
import { renderProxiedService } from './cilium-envoy-config';
import { egressSettings } from '../../core/effective-binding/connections/egress';
import { renderEgressRoute } from './egress-route';

/** What the connections of a workload come to. */
export interface RenderedConnections {
  /** Variables of the container that connections belong to, in their order. */
  readonly variables: ConnectionVariable[];
  /** Those among them whose value comes from elsewhere. */
  readonly references: ReferencedVariable[];
  /** What carries the connections, in the cell of the component. */
  readonly resources: ReleaseResource[];
  readonly problems: Problem[];
}

/**
 * Resolves the connections of a workload, in the order of their names.
 *
 * @param container - that gets what they inject; undefined where there is none
 */
export function renderConnections(
  target: RenderTarget,
  workload: WorkloadTemplate,
  container: string | undefined,
  context: ConnectionContext,
): RenderedConnections {
  const { connections, problems } = resolveConnections(
    target,
    workload,
    context,
  );
  const injected = connections.map(connection =>
    injectVariables(connection, {
      container: container ?? '',
      secretStore: context.configuration?.secretStore,
    }),
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
    resources: renderConnectionObjects(target, connections, context),
    problems: [
      ...problems,
      ...injected.flatMap(each => each.problems),
      ...findDuplicateVariables(connections),
    ],
  };
}

/** Of two connections that set one variable the last by name counts: which one it is must not depend on the order of a map. */
function deduplicateVariables(
  variables: readonly ConnectionVariable[],
): ConnectionVariable[] {
  const byName = new Map<string, ConnectionVariable>();
  for (const variable of variables) {
    // A text comes after all that it may refer to.
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
            `connection "${other.name}" sets the variable too, and the value of connection "${connection.name}" counts; give each a name of its own`,
          )
        : [];
    }),
  );
}

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
