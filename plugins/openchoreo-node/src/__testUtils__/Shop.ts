import { mockServices } from '@backstage/backend-test-utils';
import { kindOf, type KubernetesObject } from '@promenade/openchoreo-model';
import type { ResourceChange } from '../cache/ResourceReader';
import { ResourceStore } from '../cache/ResourceStore';
import { type CatalogUnitKey } from '../domain/CatalogUnit';
import { catalogUnits } from '../class-binding/catalogUnits';
import { kinds } from '../class-binding/kinds';

export const manifest = (
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

export const project = (annotations?: Record<string, string>) =>
  manifest(
    'Project',
    'shop',
    { deploymentPipelineRef: 'main' },
    { annotations },
  );

export const component = (name: string, annotations?: Record<string, string>) =>
  manifest(
    'Component',
    name,
    { owner: { projectName: 'shop' }, type: 'Service' },
    { annotations },
  );

export const workload = (
  componentName: string,
  spec: { endpoints?: object; connections?: object } = {},
) =>
  manifest('Workload', `${componentName}-workload`, {
    owner: { projectName: 'shop', componentName },
    containers: { main: { image: 'registry.test/app:1' } },
    ...spec,
  });

export const api = (name: string, componentName: string) =>
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

export const dataPlane = (name: string, namespace?: string) =>
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

export const managedResource = (name: string) =>
  manifest(
    'ManagedResource',
    name,
    { owner: { projectName: 'shop' }, type: 'postgres', environments: [] },
    { apiVersion: 'delivery.openchoreo.dev/v1alpha1' },
  );

const inject = { env: [] };

export const environment = (
  name: string,
  spec: object,
  { namespace }: { namespace?: string } = {},
) => manifest('Environment', name, spec, { namespace });

export const address = (host: string) => ({
  host,
  port: 443,
  scheme: 'https',
  uri: `https://${host}/orders`,
});

/** The ServiceBinding of the component orders in an environment, with an endpoint that a gateway serves. */
export const binding = (environmentName: string, spec: object = {}) => ({
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

export const addressesIn = (environmentName: string) => [
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

/** The resources of a shop, in memory, and its units. */
export class Shop {
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
