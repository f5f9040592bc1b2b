import { setTimeout as wait } from 'node:timers/promises';

/** Polls what the network brings; no time is asserted. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) {
    await wait(1);
  }
}
