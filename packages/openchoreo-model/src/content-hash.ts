import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils';

/**
 * Returns JSON with sorted keys and without undefined members: equal values give
 * equal text.
 *
 * @public
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) =>
    member !== null && typeof member === 'object' && !Array.isArray(member)
      ? Object.fromEntries(
          Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)),
        )
      : member,
  );
}

/**
 * Returns the SHA-256 of the canonical JSON of a value, as 64 hexadecimal characters.
 *
 * @public
 */
export function contentHash(value: unknown): string {
  return sha256Hex(canonicalJson(value));
}

/** Returns the SHA-256 of the UTF-8 bytes of a text, as 64 hexadecimal characters. Also runs in browsers. */
export function sha256Hex(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}
