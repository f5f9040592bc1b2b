/**
 * Helpers for tests of packages that use the OpenChoreo service.
 *
 * @packageDocumentation
 */

import type {
  OpenChoreoService,
  PromotionSource,
} from '@promenade/backstage-plugin-openchoreo-node';
import { noPromotions as emptySource } from './domain/PromotionSource';
import { OpenChoreoViews } from './views/OpenChoreoViews';

/**
 * The promotions of a platform that has none.
 *
 * @public
 */
export const noPromotions: PromotionSource = emptySource;

function notMocked(): never {
  throw new Error('The test does not mock this part of OpenChoreo');
}

/**
 * An OpenChoreo without a cluster: the cache is live and empty. A test replaces the parts that it needs.
 *
 * @public
 */
export function openChoreoServiceMock(
  parts: Partial<OpenChoreoService> = {},
): OpenChoreoService {
  return {
    cache: {
      waitForSync: async () => {},
      freshness: () => ({ status: 'live' }),
      onFreshness: () => () => {},
      onChange: () => () => {},
      rejected: () => [],
    },
    views: new OpenChoreoViews({
      snapshot: () => undefined,
      organization: () => undefined,
      projects: () => [],
      freshness: () => ({ status: 'live' }),
      promotions: noPromotions,
    }),
    catalogUnits: {
      isComplete: () => true,
      list: () => [],
      get: () => undefined,
      report: () => {},
      subscribe: () => () => {},
    },
    verbs: { execute: notMocked, plan: notMocked, undo: notMocked },
    verbDeclarations: [],
    waitForReady: notMocked,
    waitForPromotion: notMocked,
    waitForBuild: notMocked,
    ...parts,
  };
}
