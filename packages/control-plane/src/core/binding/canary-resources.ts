import { Release, isCanaryObject } from '@promenade/openchoreo-model';
import {
  isJsonList,
  isJsonObject,
  jsonAt,
  type Json,
  type JsonObject,
} from '../../runtime/json';

type Resource = NonNullable<Release['spec']['resources']>[number];

/**
 * Removes the canary from the resources of a Release that is otherwise kept: its objects, and the backends of the routes
 * that lead to it.
 *
 * @returns undefined if there is no canary
 */
export function removeCanary(
  resources: readonly Resource[] = [],
): Resource[] | undefined {
  const canary = resources.filter(({ object }) => isCanaryObject(object));
  if (canary.length === 0) return undefined;
  const services = new Set(
    canary
      .filter(({ object }) => object.kind === 'Service')
      .map(({ object }) => jsonAt(object, 'metadata', 'name')),
  );
  return resources
    .filter(resource => !canary.includes(resource))
    .map(({ id, object }) => ({
      id,
      object: mapBackendRefs(object, backendRefs =>
        backendRefs.some(({ name }) => services.has(name))
          ? backendRefs
              .filter(({ name }) => !services.has(name))
              .map(({ weight: _weight, ...backendRef }) => backendRef)
          : backendRefs,
      ),
    }));
}

/** Changes the backends of every rule of an HTTPRoute or GRPCRoute. Other objects are returned unchanged. */
export function mapBackendRefs<
  T extends { readonly [member: string]: unknown },
>(
  object: T,
  change: (backendRefs: readonly JsonObject[]) => readonly JsonObject[],
): T {
  const { spec } = object;
  if (
    !dividedKinds.has(object.kind) ||
    !isJsonObject(spec) ||
    !isJsonList(spec.rules)
  ) {
    return object;
  }
  return {
    ...object,
    spec: {
      ...spec,
      rules: spec.rules.map((rule: Json) =>
        isJsonObject(rule) && isJsonList(rule.backendRefs)
          ? {
              ...rule,
              backendRefs: change(rule.backendRefs.filter(isJsonObject)),
            }
          : rule,
      ),
    },
  };
}

/** Kinds of routes whose rules divide requests between backends. */
const dividedKinds: ReadonlySet<unknown> = new Set(['HTTPRoute', 'GRPCRoute']);
