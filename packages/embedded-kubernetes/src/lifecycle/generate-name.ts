import { randomInt } from 'node:crypto';

/** Without vowels and look-alikes, as Kubernetes picks them. */
const alphabet = 'bcdfghjklmnpqrstvwxz2456789';
const suffixLength = 5;
const maxLength = 63;
/** Of 14 million suffixes, so many are not taken by chance. */
const attempts = 8;

/**
 * A name that begins with `prefix` (`generateName`) and ends in five random characters.
 * @returns one that is free, unless luck is very bad
 */
export function freeName(
  prefix: string,
  isTaken: (name: string) => boolean,
): string {
  let name = generate(prefix);
  for (let attempt = 1; attempt < attempts && isTaken(name); attempt += 1) {
    name = generate(prefix);
  }
  return name;
}

function generate(prefix: string): string {
  const suffix = Array.from(
    { length: suffixLength },
    () => alphabet[randomInt(alphabet.length)],
  ).join('');
  return prefix.slice(0, maxLength - suffixLength) + suffix;
}
