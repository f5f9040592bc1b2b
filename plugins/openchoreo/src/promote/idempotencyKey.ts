/**
 * A key that makes a retry of the same wish safe. `crypto.randomUUID` is there on HTTPS and localhost only, and a portal may be
 * served over plain HTTP inside a company.
 */
export function idempotencyKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
}
