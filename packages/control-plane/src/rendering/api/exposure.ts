import type { ServiceAPI } from '@promenade/openchoreo-model';
import type { GatewayLevel } from '../hosts';
import { invalid, warning, type Problem } from '../problem';
import { compareText, sortedEntries } from '../sorted';

/** One REST API at one gateway. */
export interface Exposure {
  readonly api: string;
  readonly level: GatewayLevel;
  readonly className: string;
  readonly basePath: string;
  /** Port of the component's Service. */
  readonly port: number;
}

/**
 * Where a REST API is offered when it does not say. One default for its
 * routes, its policies and its address, or they would miss each other.
 */
const defaultLevels: readonly GatewayLevel[] = ['Public'];

/**
 * The gateways that each REST API of a component is offered at, by API and then
 * level. `Project` needs no gateway; APIs of other types are not routed.
 */
export function exposuresOf(
  apis: { readonly [name: string]: ServiceAPI } | undefined,
): { exposures: Exposure[]; problems: Problem[] } {
  const exposures: Exposure[] = [];
  const problems: Problem[] = [];
  for (const [name, api] of sortedEntries(apis)) {
    const field = `spec.apis.${name}`;
    if (api.type !== 'REST') {
      problems.push(
        warning(
          `${field}.type`,
          `APIs of type ${api.type} are not routed through a gateway; only REST is`,
        ),
      );
      continue;
    }
    const backend = api.rest?.backend;
    if (!backend) {
      problems.push(
        invalid(
          `${field}.rest.backend`,
          'an API of type REST needs a backend; give rest.backend.port',
        ),
      );
      continue;
    }
    for (const level of levelsOf(api, field, problems)) {
      exposures.push({
        api: name,
        level,
        className: api.className,
        basePath: backend.basePath ?? '',
        port: backend.port,
      });
    }
  }
  return { exposures, problems };
}

function levelsOf(
  { rest }: ServiceAPI,
  field: string,
  problems: Problem[],
): readonly GatewayLevel[] {
  const asked = rest?.exposeLevels ?? [];
  if (asked.length === 0) return defaultLevels;
  const levels = new Set<GatewayLevel>();
  for (const level of asked) {
    if (level === 'Public' || level === 'Organization') {
      levels.add(level);
    } else if (level !== 'Project') {
      problems.push(
        invalid(
          `${field}.rest.exposeLevels`,
          `"${level}" is no level; use Project, Organization or Public`,
        ),
      );
    }
  }
  return [...levels].sort(compareText);
}
