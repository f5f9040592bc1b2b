import { assign, has, isObject, JsonObject, JsonValue } from '../schema/json';

/** Applies a JSON merge patch (RFC 7386): null removes a field, lists are replaced. */
export function applyMergePatch(
  target: JsonObject,
  patch: JsonObject,
): JsonObject {
  const result: JsonObject = { ...target };
  for (const key of Object.keys(patch)) {
    const value = patch[key];
    if (value === null) delete result[key];
    else
      assign(result, key, merge(has(result, key) ? result[key] : null, value));
  }
  return result;
}

function merge(target: JsonValue, patch: JsonValue): JsonValue {
  if (!isObject(patch)) return patch;
  return applyMergePatch(isObject(target) ? target : {}, patch);
}
