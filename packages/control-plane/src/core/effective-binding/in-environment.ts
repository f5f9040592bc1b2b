import {
  serviceBindingSchema,
  type EnvOverrides,
  type EnvVar,
  type ServiceBinding,
  type WorkloadTemplate,
} from '@promenade/openchoreo-model';
import { isJsonObject } from '../../runtime/json';
import { strategicMerge } from '../../runtime/merge';
import { invalid, warning, type Problem } from '../problem';
import { sortedEntries } from '../../runtime/sorted';

type Apis = NonNullable<ServiceBinding['spec']['apis']>;

/** The parts of a binding's spec that its environment may see differently. */
interface Overridable {
  readonly workloadSpec: WorkloadTemplate;
  readonly envOverrides?: EnvOverrides;
  readonly apis?: Apis;
}

const field = 'spec.envOverrides';

/**
 * The spec of a binding as its environment sees it: the variables and APIs of
 * `envOverrides` laid over those of the release. Everything that is derived from them (routes, policies, addresses, checksums) is
 * derived from the result. An override of what the release does not have is a warning:
 * it was right for another release, and may be again.
 */
export function inEnvironment<S extends Overridable>(
  spec: S,
): { spec: S; problems: Problem[] } {
  const { workloadSpec, envOverrides = {}, apis } = spec;
  const problems: Problem[] = [];
  const containers = { ...workloadSpec.containers };
  for (const [name, { env = [] }] of sortedEntries(envOverrides.containers)) {
    const container = containers[name];
    if (container) {
      containers[name] = { ...container, env: withEnv(container.env, env) };
    } else {
      problems.push(
        withoutEffect(`${field}.containers.${name}`, 'container', containers),
      );
    }
  }
  return {
    spec: {
      ...spec,
      workloadSpec: { ...workloadSpec, containers },
      ...(envOverrides.apis && {
        apis: withApis(apis, envOverrides.apis, problems),
      }),
    },
    problems,
  };
}

/** A variable of an environment takes the place of the one with its name, or comes after all others. */
function withEnv(own: readonly EnvVar[] = [], over: readonly EnvVar[]) {
  const byKey = new Map(own.map(variable => [variable.key, variable]));
  for (const variable of over) byKey.set(variable.key, variable);
  return over.length ? [...byKey.values()] : [...own];
}

function withApis(
  apis: Apis = {},
  overrides: EnvOverrides['apis'],
  problems: Problem[],
): Apis {
  const result = { ...apis };
  for (const [name, override] of sortedEntries(overrides)) {
    const api: unknown = result[name];
    if (!isJsonObject(api)) {
      problems.push(withoutEffect(`${field}.apis.${name}`, 'API', result));
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
          `laid over the API it makes one that cannot be (${parsed.error.issues
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

function withoutEffect(at: string, what: string, there: object): Problem {
  const names = Object.keys(there).sort().join(', ') || 'none';
  return warning(
    at,
    `the release has no such ${what}, so that the override has no effect; it has: ${names}`,
  );
}

/** Overrides that do nothing for a type of component, as warnings. */
export function idleOverrides(
  overrides: EnvOverrides = {},
  idle: readonly (keyof EnvOverrides)[],
): Problem[] {
  return idle
    .filter(name => overrides[name] !== undefined)
    .map(name =>
      warning(
        `${field}.${name}`,
        'components of this type have no such thing, so that the override has no effect; leave it out',
      ),
    );
}
