import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Asks until the answer is yes. For what no page and no watch tells.
 *
 * @param {string} what for the message when it never is
 * @param {() => Promise<boolean>} isSo
 * @param {{ withinMs?: number }} [options]
 */
export async function eventually(what, isSo, { withinMs = 60_000 } = {}) {
  const deadline = Date.now() + withinMs;
  let problem;
  while (Date.now() < deadline) {
    try {
      if (await isSo()) return;
    } catch (error) {
      if (error?.code === 'ERR_ASSERTION') throw error;
      problem = error;
    }
    await sleep(200);
  }
  throw new Error(`${what}: not within ${withinMs / 1000} s`, {
    cause: problem,
  });
}
