import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import { kindOf, type KubernetesObject } from '@promenade/openchoreo-model';
import { InMemoryPlatform } from '../__testUtils__/InMemoryPlatform';
import {
  anAPI,
  aComponent,
  aDataPlane,
  aManagedResource,
  anEnvironment,
  anOrganization,
  aPipeline,
  aProject,
  aWorkload,
} from '../__testUtils__/manifests';
import { refusalOf } from '../provider/validEntity';
import { unitTypes, unitsTouchedBy } from './units';

const defaultOwner = 'group:default/platform';

function translateAll(source: InMemoryPlatform): Map<string, Entity> {
  const context = {
    resources: source.resources,
    defaultOwner,
    defaultLifecycle: 'production',
  };
  const entities = unitTypes.flatMap(type =>
    type.keys(source.resources).flatMap(key => type.translate(key, context)),
  );
  return new Map(entities.map(entity => [stringifyEntityRef(entity), entity]));
}

function aShop(): InMemoryPlatform {
  const source = new InMemoryPlatform();
  for (const resource of [
    anOrganization(),
    aProject('shop', { 'openchoreo.dev/owner': 'shop-team' }),
    aComponent('orders'),
    aWorkload(
      'orders',
      { api: { type: 'REST', port: 8080 } },
      {
        stock: {
          type: 'api',
          params: { componentName: 'stock', endpoint: 'api' },
          inject: { env: [] },
        },
        database: {
          type: 'managed',
          managed: { resource: 'ledger' },
          inject: { env: [] },
        },
        cache: {
          type: 'managed',
          managed: { resource: 'nobody-knows' },
          inject: { env: [] },
        },
      },
    ),
    aComponent('stock', {
      'openchoreo.dev/owner': 'user:default/sam',
      'openchoreo.dev/lifecycle': 'experimental',
    }),
    aWorkload('stock', {
      api: { type: 'REST', port: 8080, schema: { content: 'openapi: 3.0.3' } },
    }),
    anEnvironment('development'),
    anEnvironment('production', 'remote'),
    aDataPlane('default'),
    aDataPlane('remote', 'default'),
    aPipeline(),
    aManagedResource('ledger', 'shop'),
    anAPI('books', 'stock'),
  ])
    source.set(resource);
  return source;
}

describe('the entities of a platform', () => {
  const entities = translateAll(aShop());
  const spec = (ref: string) => entities.get(ref)?.spec;

  it('are what the catalog accepts, each of them', async () => {
    for (const entity of entities.values())
      await expect(refusalOf(entity)).resolves.toBeUndefined();
  });

  it('place projects in the domain of their organization, and components in the system of their project', () => {
    expect(spec('system:acme/shop')).toMatchObject({
      domain: 'domain:acme/acme',
    });
    expect(spec('component:acme/orders')).toMatchObject({
      type: 'service',
      system: 'system:acme/shop',
    });
  });

  it('make an API of each endpoint, with its definition or a note on where it lives', () => {
    expect(spec('component:acme/orders')).toMatchObject({
      providesApis: ['api:acme/orders.api'],
    });
    expect(spec('api:acme/stock.api')).toMatchObject({
      type: 'openapi',
      definition: 'openapi: 3.0.3',
    });
    expect(spec('api:acme/orders.api')).toMatchObject({ type: 'rest' });
    expect(spec('api:acme/orders.api')?.definition).toContain(
      'Workload "orders-workload"',
    );
  });

  it('make an API of each API that stands on its own, provided by its component', () => {
    expect(entities.get('api:acme/books')).toMatchObject({
      metadata: {
        description: 'REST API that leads to https://books.example.test',
      },
      spec: { type: 'rest', system: 'system:acme/shop' },
    });
    expect(spec('component:acme/stock')?.providesApis).toContain(
      'api:acme/books',
    );
  });

  it('make a Resource of what others run, in the system of its project', () => {
    expect(spec('resource:acme/managed-resource-ledger')).toEqual({
      type: 'postgres',
      owner: 'group:default/shop-team',
      system: 'system:acme/shop',
    });
  });

  it('turn connections into relations to the component and to its API, and to managed resources that are described', () => {
    expect(spec('component:acme/orders')).toMatchObject({
      consumesApis: ['api:acme/stock.api'],
      dependsOn: [
        'component:acme/stock',
        'resource:acme/managed-resource-ledger',
      ],
    });
  });

  it('take the lifecycle from the nearest that names one, and give it to the APIs', () => {
    expect(spec('component:acme/stock')?.lifecycle).toBe('experimental');
    expect(spec('api:acme/stock.api')?.lifecycle).toBe('experimental');
    expect(spec('component:acme/orders')?.lifecycle).toBe('production');
  });

  it('take the owner from the nearest that names one', () => {
    expect(spec('component:acme/stock')).toMatchObject({
      owner: 'user:default/sam',
    });
    expect(spec('component:acme/orders')).toMatchObject({
      owner: 'group:default/shop-team',
    });
    expect(spec('resource:acme/environment-development')).toMatchObject({
      owner: defaultOwner,
    });
  });

  it('lead from pipelines to environments and on to data planes, found in the own organization or in default', () => {
    expect(spec('resource:acme/deployment-pipeline-main')).toMatchObject({
      type: 'deployment-pipeline',
      dependsOn: [
        'resource:acme/environment-development',
        'resource:acme/environment-production',
      ],
    });
    expect(spec('resource:acme/environment-development')).toMatchObject({
      dependsOn: ['resource:acme/data-plane-default'],
    });
    expect(spec('resource:acme/environment-production')).toMatchObject({
      dependsOn: ['resource:default/data-plane-remote'],
    });
  });

  it('survive an owner that is no entity ref', () => {
    const source = aShop();
    source.set(aComponent('stock', { 'openchoreo.dev/owner': 'group:/' }));
    expect(
      translateAll(source).get('component:acme/stock')?.spec,
    ).toMatchObject({ owner: 'group:default/shop-team' });
  });

  it('keep names that the catalog would refuse, shortened and distinct', async () => {
    const source = aShop();
    const long = 'a'.repeat(70);
    source.set(aComponent(`${long}-one`));
    source.set(aComponent(`${long}-two`));
    const names = [...translateAll(source).values()].filter(({ metadata }) =>
      metadata.name.startsWith('aaa'),
    );
    expect(new Set(names.map(({ metadata }) => metadata.name)).size).toBe(2);
    for (const entity of names)
      await expect(refusalOf(entity)).resolves.toBeUndefined();
  });
});

describe('a change of a resource', () => {
  const { resources } = aShop();
  const touchedBy = (manifest: KubernetesObject) => {
    const kind = kindOf(manifest.apiVersion, manifest.kind);
    return (
      kind &&
      unitsTouchedBy(
        { type: 'updated', kind, object: kind.schema.parse(manifest) },
        resources,
      )
    );
  };

  it('of a workload renews its component', () => {
    expect(touchedBy(aWorkload('orders'))).toEqual(['Component:acme/orders']);
  });

  it('of an API that stands on its own renews its component', () => {
    expect(touchedBy(anAPI('books', 'orders'))).toEqual([
      'Component:acme/orders',
    ]);
  });

  it('of a managed resource renews the components that connect to it', () => {
    expect(touchedBy(aManagedResource('ledger'))).toEqual([
      'ManagedResource:acme/ledger',
      'Component:acme/orders',
    ]);
  });

  it('of a project renews its components and managed resources, which may take its owner', () => {
    expect(touchedBy(aProject('shop'))).toEqual([
      'Project:acme/shop',
      'Component:acme/orders',
      'Component:acme/stock',
      'ManagedResource:acme/ledger',
    ]);
  });

  it('of something that the catalog does not show renews nothing', () => {
    expect(
      touchedBy({
        apiVersion: 'openchoreo.dev/v1alpha1',
        kind: 'ServiceClass',
        metadata: { name: 'x', namespace: 'acme' },
        spec: {},
      }),
    ).toEqual([]);
  });
});
