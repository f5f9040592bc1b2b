import {
  OpenChoreoViews,
  type OpenChoreoService,
} from '@promenade/backstage-plugin-openchoreo-node';

const notInThisTest = (): never => {
  throw new Error('Not part of this test');
};

/** An OpenChoreo without a cluster: live, empty, and with the parts that a test gives it. */
export function aService(parts: Partial<OpenChoreoService>): OpenChoreoService {
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
      freshness: () => ({ status: 'live' }),
    }),
    catalogUnits: {
      isComplete: () => true,
      list: () => [],
      get: () => undefined,
      subscribe: () => () => {},
    },
    verbs: { execute: notInThisTest, plan: notInThisTest },
    verbDeclarations: [],
    waitForReady: notInThisTest,
    waitForPromotion: notInThisTest,
    ...parts,
  };
}
