import type { EnvOverrides } from '@promenade/openchoreo-model';
import { jsonAt } from '../../runtime/json';
import type { Problem } from '../problem';

/**
 * Maps problems to the fields that people wrote: a problem that an override causes is reported at the field of the
 * override.
 */
export function mapToOverrideFields(
  problems: readonly Problem[],
  overrides: EnvOverrides = {},
): Problem[] {
  return problems.map(problem => ({
    ...problem,
    field:
      variableField(problem.field, overrides) ??
      apiField(problem.field, overrides) ??
      problem.field,
  }));
}

function variableField(
  field: string,
  { containers = {} }: EnvOverrides,
): string | undefined {
  for (const [container, { env = [] }] of Object.entries(containers)) {
    for (const { key } of env) {
      const variable = `containers.${container}.env[${key}]`;
      const rest = fieldBelow(`spec.workloadSpec.${variable}`, field);
      if (rest !== undefined) return `spec.envOverrides.${variable}${rest}`;
    }
  }
  return undefined;
}

function apiField(
  field: string,
  { apis = {} }: EnvOverrides,
): string | undefined {
  for (const [name, override] of Object.entries(apis)) {
    const rest = fieldBelow(`spec.apis.${name}`, field);
    const path = rest?.split('.').slice(1) ?? [];
    if (path.length && jsonAt(override, ...path) !== undefined) {
      return `spec.envOverrides.apis.${name}${rest}`;
    }
  }
  return undefined;
}

/** The path of a field below another: `.valueFrom`; empty for the field itself, undefined for any other field. */
function fieldBelow(field: string, below: string): string | undefined {
  const rest = below.slice(field.length);
  return below.startsWith(field) && /^(\.|$)/.test(rest) ? rest : undefined;
}
