/**
 * The 64-bit FNV-1a hash of a text, as 16 hexadecimal digits. Not cryptographic. Browsers have no synchronous hash function.
 */
export function fingerprint(text: string): string {
  const prime = 0x100000001b3n;
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text)) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * prime);
  }
  return hash.toString(16).padStart(16, '0');
}
