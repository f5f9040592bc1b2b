import { createHmac, randomBytes } from 'node:crypto';

/** Of this process only: nobody can compute hashes of guessed values to compare them with. */
const hashKey = randomBytes(32);

/** Hex digits of the hash: enough to tell two values apart, too few to identify one. */
const hashLength = 8;

const emptyText = '(empty)';

/**
 * Text in place of a literal value, which may be a secret. Two different values of the same field have different texts.
 *
 * @param field - part of the hash, so that equal values of different fields have different texts
 */
export function hideValue(field: string, value: string): string {
  if (value === '') return emptyText;
  const hash = createHmac('sha256', hashKey)
    .update(`${field}\0${value}`)
    .digest('hex');
  return `hidden value (${hash.slice(0, hashLength)})`;
}

/** Whether a value is a text in place of one, of any process. */
export function isHiddenValue(value: string): boolean {
  return value === emptyText || /^hidden value \([0-9a-f]+\)$/.test(value);
}
