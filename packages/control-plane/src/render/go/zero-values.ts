import {
  isJsonList,
  isJsonObject,
  type Json,
  type JsonObject,
} from '../../runtime/json';

/** What Go's JSON encoding needs to know of a type. */
export interface GoType {
  /** Members with `omitempty`: not written when they are an empty string, list or map, 0 or false. */
  readonly omitted?: readonly string[];
  /** Types of the members that are objects, or lists of objects. */
  readonly members?: { readonly [member: string]: GoType };
}

/**
 * Removes what Go does not write: nulls, and zero values of members with `omitempty`. OpenChoreo v0.3.2 decodes the
 * templates of classes into Go types and encodes them again.
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
