import { randomInt } from 'node:crypto';

/** Without vowels and look-alikes, as Kubernetes picks them. */
const alphabet = 'bcdfghjklmnpqrstvwxz2456789';
const suffixLength = 5;
const maxLength = 63;

/** A name that begins with `prefix` and ends in five random characters. */
export function generateName(prefix: string): string {
  const suffix = Array.from(
    { length: suffixLength },
    () => alphabet[randomInt(alphabet.length)],
  ).join('');
  return prefix.slice(0, maxLength - suffixLength) + suffix;
}
