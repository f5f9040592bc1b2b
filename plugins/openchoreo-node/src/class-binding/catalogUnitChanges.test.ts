import {
  manifest,
  project,
  component,
  workload,
  api,
  dataPlane,
  managedResource,
  environment,
  binding,
  Shop,
} from '../__testUtils__/Shop';

describe('the catalog units', () => {
  it.each([
    [
      'an environment that becomes a production environment',
      environment('development', { isProduction: true }),
    ],
    ['a data plane of an environment', dataPlane('local')],
  ])(
    'that may differ include those that are deployed there: %s',
    (_, changed) => {
      const shop = new Shop();
      shop.set(binding('development'));
      shop.set({
        ...dataPlane('local'),
        metadata: {
          name: 'local',
          namespace: 'acme',
          annotations: { 'openchoreo.dev/simulated': 'true' },
        },
      });
      const affected = shop.affectedBy(changed);
      expect(affected).toContain('component:acme/orders');
      expect(affected).not.toContain('component:acme/stock');
    },
  );

  it('do not differ because the status of an environment or data plane changes', () => {
    const shop = new Shop();
    shop.set(binding('development'));
    const conditions = [
      {
        type: 'Ready',
        status: 'True',
        reason: 'Ready',
        message: '',
        lastTransitionTime: '2026-03-01T12:00:00Z',
      },
    ];
    for (const item of [
      environment('development', { dataPlaneRef: 'local' }),
      dataPlane('local'),
    ]) {
      expect(
        shop.affectedBy({ ...item, status: { conditions } }),
      ).not.toContain('component:acme/orders');
    }
  });

  it.each([
    ['a workload', workload('orders'), ['component:acme/orders']],
    ['a binding', binding('development'), ['component:acme/orders']],
    [
      'the binding of an API',
      manifest('APIBinding', 'books', {
        apiName: 'books',
        apiClassName: 'default',
        environmentName: 'development',
      }),
      ['api:acme/books'],
    ],
    [
      'an API that moves to another component',
      api('books', 'orders'),
      ['api:acme/books', 'component:acme/stock', 'component:acme/orders'],
    ],
    [
      'a component',
      component('stock'),
      ['component:acme/stock', 'api:acme/books'],
    ],
    [
      'a managed resource',
      managedResource('ledger'),
      ['managed-resource:acme/ledger', 'component:acme/orders'],
    ],
    [
      'a project',
      project(),
      [
        'project:acme/shop',
        'component:acme/orders',
        'component:acme/stock',
        'api:acme/books',
        'managed-resource:acme/ledger',
      ],
    ],
    [
      'a shared data plane',
      dataPlane('remote', 'default'),
      [
        'data-plane:default/remote',
        'environment:acme/development',
        'environment:acme/production',
      ],
    ],
    [
      'a kind that the catalog does not show',
      manifest('Release', 'x', {
        owner: { projectName: 'shop', componentName: 'orders' },
        environmentName: 'development',
      }),
      [],
    ],
  ])('that may differ after a change: %s', (_, changed, expected) => {
    expect([...new Set(new Shop().affectedBy(changed))]).toEqual(expected);
  });
});
