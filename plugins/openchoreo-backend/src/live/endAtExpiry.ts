/** Longest timeout of `setTimeout`, in milliseconds. */
const maxTimeoutMs = 2 ** 31 - 1;

/**
 * Calls a function when credentials expire.
 *
 * @param expiresAt - undefined for credentials that do not expire
 * @returns how to cancel it
 */
export function endAtExpiry(
  expiresAt: Date | undefined,
  end: () => void,
): () => void {
  if (!expiresAt) return () => {};
  const remainingMs = Math.max(0, expiresAt.getTime() - Date.now());
  const timer = setTimeout(end, Math.min(remainingMs, maxTimeoutMs));
  timer.unref();
  return () => clearTimeout(timer);
}
