import {
  isJsonList,
  isJsonObject,
  type Json,
  type JsonObject,
} from '../../runtime/json';

/** What must be known of a Go type to write it as Go does. */
export interface GoType {
  /** Members that are not written when they are zero: an empty text, list or map, 0 or false. */
  readonly omitted?: readonly string[];
  /** Types of the members that are objects, or lists of objects. */
  readonly members?: { readonly [member: string]: GoType };
}

/**
 * An object without what Go leaves out when it writes the type: nulls, and zeroes where the type says so.
 * OpenChoreo v0.3.2 reads the templates of classes by their Go types, so that what a template says in vain is not in its Releases.
 */
export function omitZeroValues(
  object: JsonObject,
  { omitted = [], members = {} }: GoType,
): JsonObject {
  const written: Record<string, Json> = {};
  for (const [member, value] of Object.entries(object)) {
    if (value === undefined || value === null) continue;
    if (omitted.includes(member) && isZero(value)) continue;
    written[member] = omitZeroValuesIn(value, members[member]);
  }
  return written;
}

function omitZeroValuesIn(value: Json, type: GoType = {}): Json {
  if (isJsonList(value)) {
    return value.map(item => omitZeroValuesIn(item, type));
  }
  return isJsonObject(value) ? omitZeroValues(value, type) : value;
}

function isZero(value: Json): boolean {
  return typeof value === 'object'
    ? Object.keys(value ?? {}).length === 0
    : !value;
}
