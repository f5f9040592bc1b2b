import {
  manifest,
  workload,
  dataPlane,
  environment,
  address,
  binding,
  addressesIn,
  Shop,
} from '../__testUtils__/Shop';

describe('the deployments and endpoints of catalog units', () => {
  it('have the endpoints and connections of their workloads', () => {
    expect(new Shop().unit('component', 'orders')).toMatchObject({
      componentType: 'Service',
      endpoints: [
        {
          name: 'api',
          type: 'REST',
          port: 8080,
          declaredBy: { kind: 'Workload', name: 'orders-workload' },
        },
      ],
      connections: {
        components: ['stock'],
        endpoints: [{ component: 'stock', endpoint: 'api' }],
        managedResources: ['ledger'],
      },
    });
  });

  it('have the deployments that exist, with addresses at gateways', () => {
    const shop = new Shop();
    shop.set(
      environment('production', { dataPlaneRef: 'remote', isProduction: true }),
      environment('shared', {}, { namespace: 'default' }),
      binding('production', { releaseState: 'Suspend' }),
      binding('development'),
      binding('shared'),
      binding('gone', { releaseState: 'Undeploy' }),
    );
    expect(shop.unit('component', 'orders')).toMatchObject({
      objectSelector:
        'organization-name=acme,project-name=shop,component-name=orders',
      deployments: [
        {
          environment: { organization: 'acme', name: 'development' },
          isProduction: false,
          addresses: addressesIn('development'),
        },
        {
          environment: { organization: 'acme', name: 'production' },
          isProduction: true,
          addresses: addressesIn('production'),
        },
        {
          environment: { organization: 'default', name: 'shared' },
          isProduction: false,
          addresses: addressesIn('shared'),
        },
      ],
    });
  });

  it('have no addresses and no objects on a simulated data plane', () => {
    const shop = new Shop();
    const local = dataPlane('local');
    shop.set(binding('development'), {
      ...local,
      metadata: {
        ...local.metadata,
        annotations: { 'openchoreo.dev/simulated': 'true' },
      },
    });
    const unit = shop.unit('component', 'orders');
    expect(unit).toMatchObject({
      deployments: [
        {
          environment: { name: 'development' },
          isProduction: false,
          addresses: [],
        },
      ],
    });
    expect(unit).not.toHaveProperty('objectSelector');
  });

  it('have the callers and the version that an API of a Service gives an endpoint', () => {
    const shop = new Shop();
    shop.set(
      workload('orders', {
        endpoints: {
          admin: { type: 'REST', port: 8081, visibility: ['organization'] },
          api: {
            type: 'HTTP',
            port: 8080,
            visibility: ['organization'],
            schema: { type: 'REST', content: 'openapi: 3.0.3' },
          },
          feed: { type: 'gRPC', port: 8082 },
        },
      }),
      manifest('Service', 'orders', {
        owner: { projectName: 'shop', componentName: 'orders' },
        workloadName: 'orders-workload',
        className: 'stateful',
        apis: {
          api: {
            type: 'REST',
            version: 'v1',
            rest: { exposeLevels: ['Public', 'Organization'] },
          },
          feed: { type: 'gRPC' },
        },
      }),
    );
    expect(shop.unit('component', 'orders')).toMatchObject({
      definedBy: {
        type: 'service-class',
        organization: 'acme',
        name: 'stateful',
      },
      endpoints: [
        { name: 'admin', version: undefined, visibility: ['organization'] },
        {
          name: 'api',
          version: 'v1',
          visibility: ['organization', 'public'],
          definition: 'openapi: 3.0.3',
          definitionType: 'REST',
        },
        { name: 'feed', visibility: ['public'] },
      ],
    });
  });

  it('have the address and the callers of a standalone API', () => {
    const shop = new Shop();
    shop.set({
      ...manifest('APIBinding', 'books', {
        apiName: 'books',
        apiClassName: 'default',
        environmentName: 'development',
      }),
      status: {
        endpoints: [
          { name: 'books', type: 'REST', public: address('books.test') },
        ],
      },
    });
    expect(shop.unit('api', 'books')).toMatchObject({
      visibility: ['public'],
      deployments: [
        {
          environment: { name: 'development' },
          isProduction: false,
          addresses: [
            {
              endpoint: 'books',
              visibility: 'public',
              url: 'https://books.test/orders',
            },
          ],
        },
      ],
    });
  });
});
