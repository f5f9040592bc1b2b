import type { Cell } from '@promenade/backstage-plugin-openchoreo-common';
import { developmentSummary, stagingSummary } from './overviews';

const end = (component: string, project = 'shop') => ({
  project,
  component,
  entityRef: `component:default/${component}`,
});

/** A cell with three components, and a connection in each direction. */
export const sampleCell: Cell = {
  organization: 'default',
  project: 'shop',
  displayName: 'Shop',
  environments: [developmentSummary, stagingSummary],
  environment: developmentSummary,
  isolation: {
    mode: 'Enforced',
    isEffective: true,
    message: 'Undeclared traffic is denied in development.',
  },
  components: [
    {
      name: 'cart',
      displayName: 'Cart',
      entityRef: 'component:default/cart',
      type: 'Service',
      state: 'Ready',
      release: { short: '7f3a2c1', hash: '7f3a2c1000', version: '1.4.2' },
      pods: { ready: 2, total: 2 },
      endpoints: [],
    },
    {
      name: 'front',
      displayName: 'Front',
      entityRef: 'component:default/front',
      type: 'WebApplication',
      state: 'Progressing',
      message: 'Waiting for 1 pod.',
      pods: { ready: 1, total: 2 },
      endpoints: [
        {
          name: 'page',
          type: 'HTTP',
          visibility: 'public',
          url: 'https://front.test',
        },
      ],
    },
    {
      name: 'mailer',
      entityRef: 'component:default/mailer',
      type: 'Service',
      state: 'NotDeployed',
      endpoints: [],
    },
  ],
  connections: [
    {
      name: 'cart',
      type: 'api',
      direction: 'inside',
      from: end('front'),
      to: { kind: 'component', ...end('cart'), endpoint: 'api' },
      state: 'Resolved',
    },
    {
      name: 'mail',
      type: 'api',
      direction: 'inside',
      from: end('cart'),
      to: { kind: 'component', ...end('mailer'), endpoint: 'smtp' },
      state: 'Waiting',
      message: 'cart connects to mailer, which is not deployed.',
    },
    {
      name: 'stock',
      type: 'api',
      direction: 'eastbound',
      from: end('cart'),
      to: { kind: 'component', ...end('stock', 'depot'), endpoint: 'api' },
      state: 'Broken',
      message: 'Stock has no such endpoint.',
    },
    {
      name: 'payments',
      type: 'external',
      direction: 'southbound',
      from: end('cart'),
      to: { kind: 'host', address: 'pay.example.com:443' },
      state: 'Resolved',
    },
    {
      name: 'cart',
      type: 'api',
      direction: 'westbound',
      from: end('report', 'office'),
      to: { kind: 'component', ...end('cart'), endpoint: 'api' },
      state: 'Resolved',
    },
  ],
  asOf: '2026-03-01T12:00:00Z',
};
