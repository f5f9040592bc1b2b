import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Polls until a condition is true.
 *
 * @param {string} description of the condition, for the error message
 * @param {() => Promise<boolean>} condition an assertion error ends the wait
 * @param {{ timeoutMs?: number }} [options]
 */
export async function waitUntil(
  description,
  condition,
  { timeoutMs = 60_000 } = {},
) {
  const deadline = Date.now() + timeoutMs;
  let lastError;
  while (Date.now() < deadline) {
    try {
      if (await condition()) return;
    } catch (error) {
      if (error?.code === 'ERR_ASSERTION') throw error;
      lastError = error;
    }
    await sleep(200);
  }
  throw new Error(`${description}: not within ${timeoutMs / 1000} s`, {
    cause: lastError,
  });
}
