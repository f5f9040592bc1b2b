import { isRecord } from './KubeObject';

/**
 * The body of a JSON merge patch.
 *
 * @public
 */
export type MergePatch = Record<string, unknown>;

/** Removes undefined members, so that `{a: undefined}` equals `{}`. */
function asJson(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(asJson);
  }
  if (isRecord(value)) {
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, member]) => member !== undefined)
        .map(([name, member]) => [name, asJson(member)]),
    );
  }
  return value;
}

/**
 * Returns the JSON merge patch (RFC 7396) from `from` to `to`, or undefined if they are equal as JSON.
 * The format replaces lists as a whole.
 *
 * @public
 */
export function mergePatch(from: object, to: object): MergePatch | undefined {
  const patch = difference(from, to);
  return isRecord(patch) ? patch : undefined;
}

function difference(from: unknown, to: unknown): unknown {
  if (!isRecord(from) || !isRecord(to)) {
    return equalAsJson(from, to) ? undefined : asJson(to);
  }
  const patch: MergePatch = {};
  for (const name of Object.keys({ ...from, ...to })) {
    const before = from[name];
    const after = to[name];
    const change =
      before === undefined ? asJson(after) : difference(before, after);
    if (after === undefined && before !== undefined) {
      patch[name] = null;
    } else if (change !== undefined) {
      patch[name] = change;
    }
  }
  return Object.keys(patch).length > 0 ? patch : undefined;
}

function equalAsJson(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) {
    return (
      a.length === b.length && a.every((item, at) => equalAsJson(item, b[at]))
    );
  }
  return isRecord(a) && isRecord(b) ? difference(a, b) === undefined : a === b;
}
