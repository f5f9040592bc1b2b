import { isJsonList, isJsonObject, type Json } from '../../runtime/json';
import {
  mergeSchemaOf,
  type MergeList,
  type MergeSchema,
} from '../../runtime/merge';
import type { KubeObject } from '@promenade/kube-client';

/**
 * What a live object has in the places that a desired object speaks of.
 *
 * Members that only the live object has (defaults, what others own) are left
 * out, and so is the status: it is the data plane's, also where a manifest holds
 * one. Items of a list that merges by key are found by their key, and
 * others there may be; of any other list every item counts.
 */
export function projection(
  desired: KubeObject,
  live: KubeObject,
): Json | undefined {
  const schema = mergeSchemaOf(desired.apiVersion, desired.kind);
  return project(withoutStatus(desired), live, schema);
}

/** What an object declares. */
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

/** What comes from an API server is JSON; this only tells the compiler. */
function isJson(value: unknown): value is Json {
  return value !== undefined;
}
