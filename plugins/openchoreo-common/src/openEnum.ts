import { z } from 'zod';

/**
 * An enum in responses that newer backends may extend: a string that this version does not know parses to the fallback, so
 * that an older page keeps working.
 *
 * @param fallback - one of the values
 */
export function openEnum<const Values extends readonly [string, ...string[]]>(
  values: Values,
  fallback: Values[number],
) {
  const known: ReadonlySet<unknown> = new Set(values);
  return z.preprocess(
    value =>
      typeof value === 'string' && !known.has(value) ? fallback : value,
    z.enum(values),
  );
}
