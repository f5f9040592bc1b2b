import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The fixtures that are read in place and are no part of the project: those of `PROMENADE_SHARED`, or of `shared` beside the checkout. */
export const sharedFixtures = join(
  process.env.PROMENADE_SHARED ??
    // Tests run in a clone only.
    // eslint-disable-next-line no-restricted-syntax
    resolve(__dirname, '../../../../../shared'),
  'fixtures',
);

/** For tests that need those fixtures. */
export const describeWithFixtures = existsSync(sharedFixtures)
  ? describe
  : describe.skip;
