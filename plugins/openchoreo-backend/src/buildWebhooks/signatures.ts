import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** Compares in a time that does not depend on the texts. */
export function isSameSecret(a: string, b: string): boolean {
  return timingSafeEqual(digest(a), digest(b));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** Whether a header is the HMAC of a body: `sha256=` and hexadecimal digits. */
export function isSignature(
  header: string | undefined,
  body: Buffer,
  secret: string,
): boolean {
  const hmac = createHmac('sha256', secret).update(body).digest('hex');
  return header !== undefined && isSameSecret(header, `sha256=${hmac}`);
}
