import type { WorkloadTemplate } from '@promenade/openchoreo-model';
import type { VariableUse } from '../../core/effective-binding/configuration/uses';
import type { ReleaseResource } from '../../core/manifest';
import { warning, type Problem } from '../../core/problem';
import type { RenderTarget } from '../../core/effective-binding/target';
import { injectedBy, type ConnectionVariable } from './inject';
import type { Lead } from '../../core/effective-binding/connections/lead';
import { leadsOf } from '../../core/effective-binding/connections/leads';
import { renderLeads } from './render-leads';
import type { ConnectionSurroundings } from '../../core/effective-binding/connections/surroundings';

/** What the connections of a workload come to. */
export interface ResolvedConnections {
  /** Variables of the container that connections belong to, in their order. */
  readonly variables: ConnectionVariable[];
  /** Those among them whose value comes from elsewhere. */
  readonly uses: VariableUse[];
  /** What carries the connections, in the cell of the component. */
  readonly resources: ReleaseResource[];
  readonly problems: Problem[];
}

/**
 * Resolves the connections of a workload, in the order of their names.
 *
 * @param container - that gets what they inject; undefined where there is none
 */
export function resolveConnections(
  target: RenderTarget,
  workload: WorkloadTemplate,
  container: string | undefined,
  surroundings: ConnectionSurroundings,
): ResolvedConnections {
  const { leads, problems } = leadsOf(target, workload, surroundings);
  const injected = leads.map(lead =>
    injectedBy(lead, {
      container: container ?? '',
      secretStore: surroundings.configuration?.secretStore,
    }),
  );
  const variables = eachOnce(injected.flatMap(each => each.variables));
  return {
    variables,
    uses: variables.flatMap(variable =>
      'found' in variable && container !== undefined
        ? { container, variable: variable.name, found: variable.found }
        : [],
    ),
    resources: renderLeads(target, leads, surroundings),
    problems: [
      ...problems,
      ...injected.flatMap(each => each.problems),
      ...setTwice(leads),
    ],
  };
}

/** Of two connections that set one variable the last by name counts: which one it is must not depend on the order of a map. */
function eachOnce(
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

function setTwice(leads: readonly Lead[]): Problem[] {
  const setBy = new Map<string, Lead>();
  return leads.flatMap(lead =>
    lead.connection.inject.env.flatMap(({ name }) => {
      const other = setBy.get(name);
      setBy.set(name, lead);
      return other
        ? warning(
            `${lead.field}.inject.env[${name}]`,
            `connection "${other.name}" sets the variable too, and the value of connection "${lead.name}" counts; give each a name of its own`,
          )
        : [];
    }),
  );
}
