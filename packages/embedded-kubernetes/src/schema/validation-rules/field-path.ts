import { isObject } from '../json';
import type { StructuralSchema } from '../structural-schema';

const step = /\.([^.[\]']+)|\['((?:[^'\\]|\\.)*)'\]/y;

const escapes: Record<string, string> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  "'": "'",
  '\\': '\\',
};

/**
 * Normalizes the `fieldPath` of a rule, such as `.spec['a.b']`, to the form of error messages.
 * @returns undefined if the path is not valid for the schema
 */
export function normalizeFieldPath(
  path: string,
  root: StructuralSchema,
): string | undefined {
  let schema = root;
  let normalized = '';
  step.lastIndex = 0;
  while (step.lastIndex < path.length) {
    const match = step.exec(path);
    if (!match) return undefined;
    const [, name, quoted = ''] = match;
    const key =
      name ??
      quoted.replace(/\\(.)/g, (_, code: string) => escapes[code] ?? '');
    const { properties, additionalProperties } = schema;
    if (properties) {
      if (!Object.hasOwn(properties, key)) return undefined;
      schema = properties[key];
      normalized += normalized === '' ? key : `.${key}`;
    } else if (isObject(additionalProperties)) {
      schema = additionalProperties;
      normalized += `[${key}]`;
    } else return undefined;
  }
  return normalized;
}
