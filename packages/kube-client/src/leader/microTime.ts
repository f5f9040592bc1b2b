/**
 * A time as meta/v1 MicroTime wants it: six digits after the second. A plain ISO string has three, and is refused.
 *
 * @param ms - milliseconds since 1970
 */
export function microTime(ms: number): string {
  return new Date(ms).toISOString().replace('Z', '000Z');
}
