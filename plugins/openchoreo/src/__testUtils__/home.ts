import type { Home } from '@promenade/backstage-plugin-openchoreo-common';
import { ago } from './builders';
import { endedPromotions, pendingApprovals } from './history';

/** What a user with two components has to look at. */
export const sampleHome: Home = {
  componentCount: 2,
  states: [
    { state: 'Failed', count: 1 },
    { state: 'Ready', count: 1 },
  ],
  approvals: pendingApprovals.filter(({ canApprove }) => canApprove),
  deployments: [
    {
      component: {
        organization: 'default',
        project: 'shop',
        component: 'cart',
      },
      displayName: 'Cart',
      entityRef: 'component:default/cart',
      environment: 'staging',
      environmentTitle: 'Staging',
      isProduction: false,
      state: 'Failed',
      message: 'The image cannot be pulled.',
      since: ago(5),
    },
  ],
  promotions: endedPromotions.slice(0, 2).map(promotion => ({
    ...promotion,
    displayName: 'Greeter',
    fromTitle: 'Development',
    toTitle: 'Staging',
    entityRef: 'component:default/greeter',
  })),
  projects: [
    {
      organization: 'default',
      project: 'shop',
      displayName: 'Shop',
      entityRef: 'system:default/shop',
      componentCount: 2,
      states: [{ state: 'Failed', count: 1 }],
    },
  ],
  asOf: ago(0),
};
