import {
  serviceBindingSchema,
  textAt,
  type EnvOverrides,
  type EnvVar,
  type KubernetesObject,
  type ServiceAPI,
} from '@promenade/openchoreo-model';
import { isJsonObject, jsonAt } from '../../runtime/json';
import { strategicMerge } from '../../runtime/merge/strategic-merge';
import { sortedEntries } from '../../runtime/sort';
import type { Binding } from '../binding/binding';
import { canarySpec } from '../binding/canary';
import { invalid, warning, type Problem } from '../problem';
import { resolveApis } from './apis/resolve-apis';

type Apis = { [name: string]: ServiceAPI };
type OverridableSpec = Pick<
  Binding['spec'],
  'workloadSpec' | 'envOverrides' | 'apis'
>;

const field = 'spec.envOverrides';

/** The spec of a binding as it holds in its environment. */
export interface EffectiveSpec<S extends OverridableSpec> {
  /** The spec with `envOverrides` applied to the environment variables and to the declared APIs. */
  readonly spec: S;
  /** The declared APIs, and one for each endpoint whose `visibility` reaches beyond the project. */
  readonly apis: Apis;
  readonly problems: readonly Problem[];
}

/**
 * Applies `envOverrides` to the environment variables and APIs of a binding.
 * An override of something that the release does not have is a warning, because it may fit another release.
 */
export function resolveSpec<S extends OverridableSpec>(
  spec: S,
): EffectiveSpec<S> {
  const { workloadSpec, envOverrides = {} } = spec;
  const problems: Problem[] = [];
  const containers = { ...workloadSpec.containers };
  for (const [name, { env = [] }] of sortedEntries(envOverrides.containers)) {
    const container = containers[name];
    if (container) {
      containers[name] = { ...container, env: mergeEnv(container.env, env) };
    } else {
      problems.push(
        unusedOverride(`${field}.containers.${name}`, 'container', containers),
      );
    }
  }
  const effective = {
    ...spec,
    workloadSpec: { ...workloadSpec, containers },
    ...(envOverrides.apis && {
      apis: mergeApis(spec.apis, envOverrides.apis, problems),
    }),
  };
  return {
    spec: effective,
    apis: resolveApis(effective.workloadSpec, effective.apis),
    problems,
  };
}

/** A variable of the override replaces the one with its key, or comes after all others. */
function mergeEnv(own: readonly EnvVar[] = [], overrides: readonly EnvVar[]) {
  const byKey = new Map(own.map(variable => [variable.key, variable]));
  for (const variable of overrides) byKey.set(variable.key, variable);
  return overrides.length ? [...byKey.values()] : [...own];
}

function mergeApis(
  apis: Apis = {},
  overrides: EnvOverrides['apis'],
  problems: Problem[],
): Apis {
  const result = { ...apis };
  for (const [name, override] of sortedEntries(overrides)) {
    const api: unknown = result[name];
    if (!isJsonObject(api)) {
      problems.push(unusedOverride(`${field}.apis.${name}`, 'API', result));
      continue;
    }
    const merged = isJsonObject(override) ? strategicMerge(api, override) : api;
    const parsed = serviceBindingSchema.shape.spec.shape.apis.safeParse({
      [name]: merged,
    });
    if (parsed.success) {
      Object.assign(result, parsed.data);
    } else {
      problems.push(
        invalid(
          `${field}.apis.${name}`,
          `the API with this override is invalid (${parsed.error.issues
            .map(
              ({ path, message }) => `${path.slice(1).join('.')}: ${message}`,
            )
            .join(', ')}); change the override`,
        ),
      );
    }
  }
  return result;
}

function unusedOverride(at: string, what: string, existing: object): Problem {
  const names = Object.keys(existing).sort().join(', ') || 'none';
  return warning(
    at,
    `the release has no such ${what}, so the override has no effect; it has: ${names}`,
  );
}

/** Warnings for overrides that a component type does not have. */
export function unsupportedOverrides(
  overrides: EnvOverrides = {},
  unsupported: readonly (keyof EnvOverrides)[],
): Problem[] {
  return unsupported
    .filter(name => overrides[name] !== undefined)
    .map(name =>
      warning(
        `${field}.${name}`,
        'this component type does not support the override, so it has no effect; remove it',
      ),
    );
}

/**
 * Names of the APIClasses that an object refers to, each once: a binding by its effective APIs and those of its canary, a Service by its declared
 * APIs, an APIBinding by `spec.apiClassName`.
 */
export function apiClassNamesOf(object: KubernetesObject): string[] {
  const declared = jsonAt(object, 'spec', 'apis');
  const apis = hasWorkload(object)
    ? [object.spec, canarySpec(object.spec)].flatMap(spec =>
        spec ? Object.values(resolveSpec(spec).apis) : [],
      )
    : Object.values(isJsonObject(declared) ? declared : {});
  const names = [
    ...apis.map(api => textAt({ api }, 'api.className')),
    textAt(object, 'spec.apiClassName'),
  ];
  return [...new Set(names.flatMap(name => name || []))];
}

/** Whether a parsed object is a binding: no other kind has `spec.workloadSpec`. */
function hasWorkload(
  object: KubernetesObject,
): object is KubernetesObject & { spec: Binding['spec'] } {
  return isJsonObject(jsonAt(object, 'spec', 'workloadSpec'));
}
