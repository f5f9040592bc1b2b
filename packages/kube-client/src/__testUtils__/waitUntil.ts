import { setTimeout as wait } from 'node:timers/promises';

/** Polls what the network brings; no time is asserted. */
export async function waitUntil(condition: () => boolean): Promise<void> {
  while (!condition()) {
    await wait(1);
  }
}

/** What a promise is rejected with. */
export async function rejectionOf(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}
