import { isDeepStrictEqual } from 'node:util';
import { isJsonObject } from '../json';

/** The body of a JSON merge patch. */
export type MergePatch = Record<string, unknown>;

/** Without members that JSON does not carry, so that `{a: undefined}` equals `{}`. */
function asJson(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(asJson);
  }
  if (isJsonObject(value)) {
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, member]) => member !== undefined)
        .map(([name, member]) => [name, asJson(member)]),
    );
  }
  return value;
}

/**
 * The JSON merge patch (RFC 7396) that turns `from` into `to`, or undefined when they are equal as JSON.
 * Lists are replaced whole, as the format demands.
 */
export function mergePatch(from: object, to: object): MergePatch | undefined {
  const patch = difference(asJson(from), asJson(to));
  return isJsonObject(patch) ? patch : undefined;
}

function difference(from: unknown, to: unknown): unknown {
  if (isDeepStrictEqual(from, to)) {
    return undefined;
  }
  if (!isJsonObject(from) || !isJsonObject(to)) {
    return to;
  }
  const patch: MergePatch = {};
  for (const name of new Set([...Object.keys(from), ...Object.keys(to)])) {
    if (!(name in to)) {
      patch[name] = null;
    } else if (!isDeepStrictEqual(from[name], to[name])) {
      patch[name] = name in from ? difference(from[name], to[name]) : to[name];
    }
  }
  return patch;
}
