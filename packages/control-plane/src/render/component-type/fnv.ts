/** The 32-bit FNV-1a hash of the UTF-8 bytes of a text, as eight hexadecimal digits. */
export function fnv32a(text: string): string {
  return fnv32aNumber(text).toString(16).padStart(8, '0');
}

/** The 32-bit FNV-1a hash of the UTF-8 bytes of a text. */
export function fnv32aNumber(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) {
    hash = Math.imul(hash ^ byte, 0x01000193);
  }
  return hash >>> 0;
}
