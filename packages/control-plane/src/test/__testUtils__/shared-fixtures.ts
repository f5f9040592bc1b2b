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

/** CustomResourceDefinitions of the Gateway API and of Envoy Gateway, which a data plane needs for routes. */
export const dataPlaneCrds = join(sharedFixtures, 'data-plane-crds');

/** For tests of routes. Skipped where ../shared/fixtures is absent: the definitions of a data plane are no part of the project. */
export const describeRoutes = hasSharedFixtures ? describe : describe.skip;
