import type { PlatformOverview } from '@promenade/backstage-plugin-openchoreo-common';
import { ago, release } from './builders';

const organization = 'default';
const cart = {
  component: { organization, project: 'shop', component: 'cart' },
  displayName: 'Cart',
  entityRef: 'component:default/cart',
};
const web = {
  component: { organization, project: 'shop', component: 'web' },
  entityRef: 'component:default/web',
};
const failed = {
  environment: 'staging',
  environmentTitle: 'Staging',
  isProduction: false,
  state: 'Failed',
  message: 'The image cannot be pulled.',
  since: ago(5),
} as const;

/** A platform with a data plane that is not reachable, and something that waits. */
export const samplePlatform: PlatformOverview = {
  states: [
    { state: 'Failed', count: 3 },
    { state: 'Ready', count: 120 },
  ],
  stuckCount: 3,
  problems: [
    {
      state: 'Failed',
      reason: 'ImagePullFailed',
      count: 3,
      since: ago(30),
      isProduction: false,
      environments: ['Staging'],
      deployments: [
        { ...failed, ...cart },
        { ...failed, ...web },
      ],
    },
  ],
  organizations: [
    {
      name: organization,
      entityRef: 'domain:default/default',
      projectCount: 2,
      componentCount: 41,
      states: [{ state: 'Ready', count: 120 }],
    },
  ],
  dataPlanes: [
    {
      organization,
      name: 'europe',
      displayName: 'Europe',
      entityRef: 'resource:default/data-plane-europe',
      isSimulated: false,
      reachability: {
        isReachable: false,
        message: 'Connection refused.',
        since: ago(12),
      },
      environmentCount: 1,
      states: [{ state: 'Failed', count: 3 }],
    },
    {
      organization,
      name: 'local',
      entityRef: 'resource:default/data-plane-local',
      isSimulated: true,
      reachability: { isReachable: true },
      environmentCount: 2,
      states: [{ state: 'Ready', count: 120 }],
    },
  ],
  buildPlanes: [
    {
      organization,
      name: 'builds',
      entityRef: 'resource:default/build-plane-builds',
      isSimulated: false,
      reachability: { isReachable: true },
      unfinishedCount: 2,
    },
  ],
  promotions: [
    {
      ...cart,
      name: 'cart-to-production',
      from: 'staging',
      fromTitle: 'Staging',
      to: 'production',
      toTitle: 'Production',
      release: release('7f3a2c1', 'cart:1.4.2'),
      phase: 'AwaitingApproval',
      message: 'It waits for an approval.',
      requestedBy: 'user:default/jane.doe',
      startedAt: ago(90),
    },
  ],
  promotionCount: 8,
  builds: [
    {
      ...web,
      name: 'web-7',
      phase: 'Pending',
      commit: '0123456789abcdef',
      createdAt: ago(4),
    },
  ],
  asOf: ago(0),
};
