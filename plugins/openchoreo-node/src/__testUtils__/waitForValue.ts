import { setTimeout } from 'node:timers/promises';

/** Reads again and again until there is a value. The time limit is that of the test. */
export async function waitForValue<T>(
  read: () => Promise<T | undefined> | T | undefined,
): Promise<T> {
  for (;;) {
    const value = await read();
    if (value !== undefined) return value;
    await setTimeout(50);
  }
}
