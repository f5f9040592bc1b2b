import { isJsonList, isJsonObject, type Json } from '../../runtime/json';
import {
  mergeSchemaOf,
  type MergeList,
  type MergeSchema,
} from '../../runtime/merge/merge-schema';
import type { KubeObject } from '@promenade/kube-client';

/**
 * Returns the part of a live object that a desired object declares.
 *
 * Fields that only the live object has (defaults, fields of other managers) are left out. So is the status, which belongs to
 * the data plane even if a manifest contains one. Lists that merge by key are matched by key and may have more items; of any
 * other list, every item is compared.
 */
export function projection(
  desired: KubeObject,
  live: KubeObject,
): Json | undefined {
  const schema = mergeSchemaOf(desired.apiVersion, desired.kind);
  return project(withoutStatus(desired), live, schema);
}

/** Returns an object without its status. */
export function withoutStatus({
  status: _,
  ...declared
}: KubeObject & { status?: unknown }): KubeObject {
  return declared;
}

function project(
  desired: unknown,
  live: unknown,
  schema: MergeSchema = {},
): Json | undefined {
  if (isJsonObject(desired) && isJsonObject(live)) {
    return Object.fromEntries(
      Object.entries(desired)
        .filter(([, value]) => value !== undefined)
        .map(([member, value]) => [
          member,
          project(value, live[member], schema.members?.[member]),
        ]),
    );
  }
  if (isJsonList(desired) && isJsonList(live)) {
    return projectList(desired, live, schema.list);
  }
  return isJson(live) ? live : undefined;
}

function projectList(
  desired: readonly Json[],
  live: readonly Json[],
  list: MergeList | undefined,
): Json {
  if (!list) {
    return live.map((item, index) =>
      index < desired.length ? project(desired[index], item) ?? null : item,
    );
  }
  return desired.map(item => {
    const other = live.find(candidate => sameKey(item, candidate, list));
    return project(item, other, list.item) ?? null;
  });
}

function sameKey(a: Json, b: Json, { keys }: MergeList): boolean {
  return (
    isJsonObject(a) &&
    isJsonObject(b) &&
    keys.every(
      ({ member, fallback }) =>
        (a[member] ?? fallback) === (b[member] ?? fallback),
    )
  );
}

/** Narrows the type: values from an API server are always JSON. */
function isJson(value: unknown): value is Json {
  return value !== undefined;
}
