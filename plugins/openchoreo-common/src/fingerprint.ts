/**
 * A short fingerprint of a text: 64 bits of FNV-1a as 16 hexadecimal digits. Not for secrets: it tells names apart in
 * places (browser and backend) where no common synchronous hash exists.
 */
export function fingerprint(text: string): string {
  const prime = 0x100000001b3n;
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text)) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * prime);
  }
  return hash.toString(16).padStart(16, '0');
}
