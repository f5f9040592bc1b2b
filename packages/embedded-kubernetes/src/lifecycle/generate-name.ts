import { randomInt } from 'node:crypto';

/** The alphabet of Kubernetes: no vowels and no characters that look alike. */
const alphabet = 'bcdfghjklmnpqrstvwxz2456789';
const suffixLength = 5;
const maxLength = 63;
const maxAttempts = 8;

/**
 * Appends five random characters to a prefix (`generateName`).
 * @returns a name that is not taken, or after eight attempts one that may be
 */
export function generateName(
  prefix: string,
  isTaken: (name: string) => boolean,
): string {
  let name = appendSuffix(prefix);
  for (let attempt = 1; attempt < maxAttempts && isTaken(name); attempt += 1) {
    name = appendSuffix(prefix);
  }
  return name;
}

function appendSuffix(prefix: string): string {
  const suffix = Array.from(
    { length: suffixLength },
    () => alphabet[randomInt(alphabet.length)],
  ).join('');
  return prefix.slice(0, maxLength - suffixLength) + suffix;
}
