/**
 * A random key that makes a retry safe. `crypto.randomUUID` exists only on HTTPS and localhost, and a portal may be served over
 * plain HTTP.
 */
export function idempotencyKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
}
