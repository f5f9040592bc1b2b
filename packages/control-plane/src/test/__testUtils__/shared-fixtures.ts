import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

/**
 * The folder of fixtures that are read in place and are no part of the project:
 * `fixtures` of `PROMENADE_SHARED`, or of `shared` beside the checkout.
 */
export const sharedFixtures = join(
  process.env.PROMENADE_SHARED ??
    resolve(__dirname, '../../../../../../shared'),
  'fixtures',
);

/** Whether those fixtures are there. */
export const hasSharedFixtures = existsSync(sharedFixtures);
