import { JsonValue } from './json';

/** The maximum nesting of objects and lists. Recursive functions of this package must not overflow the stack with it. */
export const maxJsonDepth = 500;

/** The size of a JSON value. */
export interface JsonSize {
  /** The approximate number of characters of its JSON; may be lower if it is greater than the limit. */
  bytes: number;
  /** The nesting of objects and lists; 0 for a scalar. */
  depth: number;
}

/** Measures a value without recursion. Stops when `bytes` exceeds the limit or the depth exceeds the maximum. */
export function measureJson(root: JsonValue, maxBytes: number): JsonSize {
  let bytes = 0;
  let depth = 0;
  let level: JsonValue[] = [root];
  while (level.length > 0) {
    const next: JsonValue[] = [];
    for (const value of level) {
      if (typeof value === 'string') bytes += value.length + 2;
      else if (typeof value !== 'object' || value === null) bytes += 4;
      else if (Array.isArray(value)) {
        bytes += value.length + 2;
        for (const item of value) next.push(item);
      } else {
        for (const key of Object.keys(value)) {
          bytes += key.length + 4;
          next.push(value[key]);
        }
        bytes += 2;
      }
      if (bytes > maxBytes) return { bytes, depth };
    }
    if (level.some(value => typeof value === 'object' && value !== null)) {
      depth += 1;
    }
    if (depth > maxJsonDepth) return { bytes, depth };
    level = next;
  }
  return { bytes, depth };
}
