import { setTimeout as wait } from 'node:timers/promises';

/** Polls until a condition is true. */
export async function waitUntil(condition: () => boolean): Promise<void> {
  while (!condition()) {
    await wait(1);
  }
}

/** Returns the rejection of a promise. */
export async function rejectionOf(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('the promise was not rejected');
}
