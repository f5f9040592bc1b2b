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
