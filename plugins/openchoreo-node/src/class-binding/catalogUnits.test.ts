import { mockServices } from '@backstage/backend-test-utils';
import { kindOf, type KubernetesObject } from '@promenade/openchoreo-model';
import type { ResourceChange } from '../cache/ResourceReader';
import { ResourceStore } from '../cache/ResourceStore';
import { catalogUnitTypes, type CatalogUnitKey } from '../domain/CatalogUnit';
import { catalogUnits } from './catalogUnits';
import { kinds } from './kinds';

const manifest = (
  kind: string,
  name: string,
  spec: object,
  {
    namespace = 'acme',
    annotations,
    apiVersion = 'openchoreo.dev/v1alpha1',
  }: {
    namespace?: string;
    annotations?: Record<string, string>;
    apiVersion?: string;
  } = {},
): KubernetesObject => ({
  apiVersion,
  kind,
  metadata: { name, namespace, annotations },
  spec,
});

const organization = {
  ...manifest('Organization', 'acme', {}),
  metadata: { name: 'acme' },
};

const project = (annotations?: Record<string, string>) =>
  manifest(
    'Project',
    'shop',
    { deploymentPipelineRef: 'main' },
    { annotations },
  );

const component = (name: string, annotations?: Record<string, string>) =>
  manifest(
    'Component',
    name,
    { owner: { projectName: 'shop' }, type: 'Service' },
    { annotations },
  );

const workload = (
  componentName: string,
  spec: { endpoints?: object; connections?: object } = {},
) =>
  manifest('Workload', `${componentName}-workload`, {
    owner: { projectName: 'shop', componentName },
    containers: { main: { image: 'registry.test/app:1' } },
    ...spec,
  });

const api = (name: string, componentName: string) =>
  manifest('API', name, {
    owner: { projectName: 'shop', componentName },
    environmentName: 'development',
    type: 'REST',
    rest: {
      backend: {
        port: 443,
        basePath: '/books',
        target: { url: 'https://books.example.test' },
      },
    },
  });

const dataPlane = (name: string, namespace?: string) =>
  manifest(
    'DataPlane',
    name,
    {
      registry: { prefix: 'registry.test' },
      gateway: {
        publicVirtualHost: 'a.test',
        organizationVirtualHost: 'b.test',
      },
    },
    { namespace },
  );

const managedResource = (name: string) =>
  manifest(
    'ManagedResource',
    name,
    { owner: { projectName: 'shop' }, type: 'postgres', environments: [] },
    { apiVersion: 'delivery.openchoreo.dev/v1alpha1' },
  );

const inject = { env: [] };

const environment = (
  name: string,
  spec: object,
  { namespace }: { namespace?: string } = {},
) => manifest('Environment', name, spec, { namespace });

const address = (host: string) => ({
  host,
  port: 443,
  scheme: 'https',
  uri: `https://${host}/orders`,
});

/** The ServiceBinding of the component orders in an environment, with an endpoint that a gateway serves. */
const binding = (environmentName: string, spec: object = {}) => ({
  ...manifest('ServiceBinding', `orders-${environmentName}`, {
    owner: { projectName: 'shop', componentName: 'orders' },
    environment: environmentName,
    workloadSpec: { containers: { main: { image: 'registry.test/app:1' } } },
    ...spec,
  }),
  status: {
    conditions: [],
    endpoints: [
      {
        name: 'api',
        type: 'REST',
        project: address('orders.shop.svc'),
        organization: address(`${environmentName}.inner.test`),
        public: address(`${environmentName}.test`),
      },
    ],
  },
});

const addressesIn = (environmentName: string) => [
  {
    endpoint: 'api',
    visibility: 'public',
    url: `https://${environmentName}.test/orders`,
  },
  {
    endpoint: 'api',
    visibility: 'organization',
    url: `https://${environmentName}.inner.test/orders`,
  },
];

class Shop {
  readonly store = new ResourceStore({
    kinds,
    logger: mockServices.logger.mock(),
  });
  #lastChange: ResourceChange | undefined;

  constructor() {
    this.store.onChange(change => {
      this.#lastChange = change;
    });
    this.set(
      organization,
      project({ 'openchoreo.dev/owner': 'shop-team' }),
      component('orders'),
      workload('orders', {
        endpoints: { api: { type: 'REST', port: 8080 } },
        connections: {
          stock: {
            type: 'api',
            params: { componentName: 'stock', endpoint: 'api' },
            inject,
          },
          database: {
            type: 'managed',
            managed: { resource: 'ledger' },
            inject,
          },
          cache: { type: 'managed', managed: { resource: 'missing' }, inject },
        },
      }),
      component('stock', {
        'openchoreo.dev/owner': 'user:default/sam',
        'openchoreo.dev/lifecycle': 'experimental',
      }),
      api('books', 'stock'),
      manifest('Environment', 'development', { dataPlaneRef: 'local' }),
      manifest('Environment', 'production', { dataPlaneRef: 'remote' }),
      dataPlane('local'),
      dataPlane('remote', 'default'),
      manifest('DeploymentPipeline', 'main', {
        promotionPaths: [
          {
            sourceEnvironmentRef: 'development',
            targetEnvironmentRefs: [{ name: 'production' }],
          },
        ],
      }),
      managedResource('ledger'),
    );
  }

  set(...manifests: KubernetesObject[]): void {
    for (const item of manifests) {
      const kind = kindOf(item.apiVersion, item.kind);
      if (!kind) throw new Error(`unknown kind ${item.kind}`);
      this.store.parse(kind, item);
    }
  }

  unit(type: CatalogUnitKey['type'], name: string) {
    const key = { type, organization: 'acme', name };
    return catalogUnits.get(this.store, key);
  }

  /** The units that are affected when a resource is set. */
  affectedBy(item: KubernetesObject): string[] {
    this.set(item);
    if (!this.#lastChange) throw new Error('nothing changed');
    return catalogUnits
      .affectedBy(this.store, this.#lastChange)
      .map(key => `${key.type}:${key.organization}/${key.name}`);
  }
}

describe('the catalog units of class-binding', () => {
  it('are listed by type', () => {
    const { store } = new Shop();
    const listed = catalogUnitTypes.flatMap(type =>
      catalogUnits.list(store, type),
    );
    expect(listed.map(({ type, name }) => `${type} ${name}`)).toEqual([
      'organization acme',
      'project shop',
      'component orders',
      'component stock',
      'api books',
      'environment development',
      'environment production',
      'data-plane local',
      'data-plane remote',
      'deployment-pipeline main',
      'managed-resource ledger',
    ]);
  });

  it('are made of classes, except the default ones, and of component types', () => {
    const shop = new Shop();
    const type = {
      workloadType: 'deployment',
      parameters: { openAPIV3Schema: { properties: {} } },
      validations: [{ rule: '${true}', message: 'Is always true.' }],
      resources: [{ id: 'deployment', template: {} }],
    };
    shop.set(
      manifest('ServiceClass', 'default', {}),
      manifest('APIClass', 'default', {}),
      manifest(
        'ScheduledTaskClass',
        'nightly',
        {},
        { annotations: { 'openchoreo.dev/template': ' none ' } },
      ),
      manifest('ComponentType', 'web-app', type),
      {
        ...manifest('ClusterComponentType', 'web-app', type),
        metadata: { name: 'web-app' },
      },
    );
    expect(shop.unit('service-class', 'default')).toBeUndefined();
    expect(shop.unit('api-class', 'default')).toBeUndefined();
    expect(shop.unit('scheduled-task-class', 'nightly')).toMatchObject({
      selection: { type: 'ScheduledTask', className: 'nightly' },
      template: 'none',
    });
    expect(shop.unit('component-type', 'web-app')).toMatchObject({
      organization: 'acme',
      selection: {
        componentType: { kind: 'ComponentType', name: 'deployment/web-app' },
      },
      parameterSchema: { properties: {} },
      rules: ['Is always true.'],
    });
    const [key] = catalogUnits.list(shop.store, 'cluster-component-type');
    expect(key.organization).toBe('default');
    expect(catalogUnits.get(shop.store, key)).toMatchObject({
      selection: { componentType: { kind: 'ClusterComponentType' } },
    });
  });

  it('have the delivery annotations of a project', () => {
    const delivery = {
      'openchoreo.dev/delivery': 'pull-request',
      'openchoreo.dev/delivery-repository': 'https://git.test/shop',
    };
    const shop = new Shop();
    shop.set(project({ ...delivery, 'openchoreo.dev/owner': 'shop-team' }));
    expect(shop.unit('project', 'shop')).toMatchObject({
      deliveryAnnotations: delivery,
    });
  });

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

  it('have the owners of the resource and of what it belongs to', () => {
    const shop = new Shop();
    const ofProject = {
      value: 'shop-team',
      declaredBy: { kind: 'Project', name: 'shop' },
    };
    const ofComponent = {
      value: 'user:default/sam',
      declaredBy: { kind: 'Component', name: 'stock' },
    };
    expect(shop.unit('component', 'stock')).toMatchObject({
      owners: [ofComponent, ofProject],
      lifecycle: 'experimental',
    });
    expect(shop.unit('api', 'books')).toMatchObject({
      owners: [ofComponent, ofProject],
      lifecycle: 'experimental',
      target: 'https://books.example.test',
    });
    expect(shop.unit('managed-resource', 'ledger')?.owners).toEqual([
      ofProject,
    ]);
  });

  it('have an owner that is empty, so that it can be reported', () => {
    const shop = new Shop();
    shop.set(component('orders', { 'openchoreo.dev/owner': ' ' }));
    expect(shop.unit('component', 'orders')?.owners).toEqual([
      { value: '', declaredBy: { kind: 'Component', name: 'orders' } },
      { value: 'shop-team', declaredBy: { kind: 'Project', name: 'shop' } },
    ]);
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

  it('name the component type of a component', () => {
    const shop = new Shop();
    const typed = (kind: string) =>
      manifest('Component', 'orders', {
        owner: { projectName: 'shop' },
        componentType: { kind, name: 'deployment/web-app' },
      });
    shop.set(typed('ComponentType'));
    expect(shop.unit('component', 'orders')).toMatchObject({
      definedBy: {
        type: 'component-type',
        organization: 'acme',
        name: 'web-app',
      },
    });
    shop.set(typed('ClusterComponentType'));
    expect(shop.unit('component', 'orders')).toMatchObject({
      definedBy: {
        type: 'cluster-component-type',
        organization: 'default',
        name: 'web-app',
      },
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

  it('have the promotions of a pipeline and the annotations of a resource', () => {
    const shop = new Shop();
    expect(shop.unit('deployment-pipeline', 'main')).toMatchObject({
      promotions: [{ source: 'development', target: 'production' }],
    });
    shop.set(component('orders', { 'github.com/project-slug': 'acme/orders' }));
    expect(shop.unit('component', 'orders')?.annotations).toEqual({
      'github.com/project-slug': 'acme/orders',
    });
  });

  it('have the default data plane of an environment that names none', () => {
    const shop = new Shop();
    shop.set(environment('development', {}));
    expect(shop.unit('environment', 'development')).toMatchObject({
      dataPlane: { organization: 'acme', name: 'default' },
    });
  });

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

  it('refer to resources of the organization, or to shared ones', () => {
    const shop = new Shop();
    expect(shop.unit('environment', 'development')).toMatchObject({
      dataPlane: { organization: 'acme', name: 'local' },
    });
    expect(shop.unit('environment', 'production')).toMatchObject({
      dataPlane: { organization: 'default', name: 'remote' },
    });
    expect(shop.unit('deployment-pipeline', 'main')).toMatchObject({
      environments: [
        { organization: 'acme', name: 'development' },
        { organization: 'acme', name: 'production' },
      ],
    });
  });

  it('do not include a resource that is being deleted, nor the APIs of such a component', () => {
    const shop = new Shop();
    const stock = component('stock');
    const deletionTimestamp = '2026-03-01T12:00:00Z';
    shop.set({ ...stock, metadata: { ...stock.metadata, deletionTimestamp } });
    expect(shop.unit('component', 'stock')).toBeUndefined();
    expect(shop.unit('api', 'books')).toBeUndefined();
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
