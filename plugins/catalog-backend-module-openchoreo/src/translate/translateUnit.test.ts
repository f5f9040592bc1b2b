import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import type { CatalogUnit } from '@promenade/backstage-plugin-openchoreo-node';
import {
  aComponent,
  aDataPlane,
  aManagedResource,
  anApi,
  anEndpoint,
  anEnvironment,
  anOrganization,
  aPipeline,
  anOwner,
  aProject,
} from '../__testUtils__/units';
import { validateEntity } from '../provider/validateEntity';
import { translateUnit } from './translateUnit';

const defaults = {
  defaultOwner: 'group:default/platform',
  defaultLifecycle: 'production',
  hasTemplates: true,
};

function translate(...units: CatalogUnit[]): Map<string, Entity> {
  return new Map(
    units
      .flatMap(unit => translateUnit(unit, defaults))
      .map(entity => [stringifyEntityRef(entity), entity]),
  );
}

describe('translateUnit', () => {
  const entities = translate(
    anOrganization(),
    aProject({ owners: [anOwner('shop-team')] }),
    aComponent('orders', {
      owners: [anOwner('shop-team')],
      endpoints: [anEndpoint('orders')],
      connections: {
        components: ['stock'],
        endpoints: [{ component: 'stock', endpoint: 'api' }],
        managedResources: ['ledger'],
      },
    }),
    aComponent('stock', {
      owners: [anOwner('user:default/sam'), anOwner('shop-team')],
      lifecycle: 'experimental',
      endpoints: [anEndpoint('stock', { definition: 'openapi: 3.0.3' })],
      apis: ['books'],
    }),
    anApi('books', 'stock'),
    anEnvironment('development', { organization: 'acme', name: 'default' }),
    anEnvironment('production', { organization: 'default', name: 'remote' }),
    aDataPlane('default'),
    aDataPlane('remote', 'default'),
    aPipeline('development', 'production'),
    aManagedResource('ledger', {
      project: 'shop',
      owners: [anOwner('shop-team')],
    }),
  );
  const spec = (ref: string) => entities.get(ref)?.spec;

  it('returns valid entities only', async () => {
    for (const entity of entities.values())
      await expect(validateEntity(entity)).resolves.toBeUndefined();
  });

  it('puts projects in the domain of their organization, and components in the system of their project', () => {
    expect(spec('system:acme/shop')).toMatchObject({
      domain: 'domain:acme/acme',
    });
    expect(spec('component:acme/orders')).toMatchObject({
      type: 'service',
      system: 'system:acme/shop',
    });
  });

  it('copies the delivery annotations of a project to its system', () => {
    const delivery = { 'openchoreo.dev/delivery': 'pull-request' };
    const [system] = translate(
      aProject({ deliveryAnnotations: delivery }),
    ).values();
    expect(system.metadata.annotations).toMatchObject(delivery);
  });

  it('makes an API of each endpoint, with its definition or a note on where to add it', () => {
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

  it('makes an API of each standalone API, provided by its component', () => {
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

  it('makes a Resource of a managed resource, in the system of its project', () => {
    expect(spec('resource:acme/managed-resource-ledger')).toEqual({
      type: 'postgres',
      owner: 'group:default/shop-team',
      system: 'system:acme/shop',
    });
  });

  it('makes relations of connections: to the component, its API and the managed resource', () => {
    expect(spec('component:acme/orders')).toMatchObject({
      consumesApis: ['api:acme/stock.api'],
      dependsOn: [
        'component:acme/stock',
        'resource:acme/managed-resource-ledger',
      ],
    });
  });

  it('uses the lifecycle of the component for its APIs, or the default', () => {
    expect(spec('component:acme/stock')?.lifecycle).toBe('experimental');
    expect(spec('api:acme/stock.api')?.lifecycle).toBe('experimental');
    expect(spec('component:acme/orders')?.lifecycle).toBe('production');
  });

  it('uses the first owner, or the default', () => {
    expect(spec('component:acme/stock')).toMatchObject({
      owner: 'user:default/sam',
    });
    expect(spec('component:acme/orders')).toMatchObject({
      owner: 'group:default/shop-team',
    });
    expect(spec('resource:acme/environment-development')).toMatchObject({
      owner: defaults.defaultOwner,
    });
  });

  it('makes relations from pipelines to environments and from environments to data planes', () => {
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

  it.each([
    'user:default/ana bob',
    'a/b/c',
    '',
    'group:/',
    'group:Team A/platform',
    'my kind:default/platform',
    'x'.repeat(64),
  ])('skips the owner "%s", which is not an entity ref', async owner => {
    const stock = aComponent('stock', {
      owners: [anOwner(owner)],
      endpoints: [anEndpoint('stock')],
    });
    for (const entity of translate(stock).values()) {
      expect(entity.spec?.owner).toBe(defaults.defaultOwner);
    }
    const ofProject = anOwner('shop-team', 'Project', 'shop');
    const owned = { ...stock, owners: [...stock.owners, ofProject] };
    expect(translate(owned).get('component:acme/stock')?.spec).toMatchObject({
      owner: 'group:default/shop-team',
    });
  });

  it('uses an owner whatever the case of its letters', () => {
    const stock = aComponent('stock', {
      owners: [anOwner('User:Default/Ana')],
    });
    expect(translate(stock).get('component:acme/stock')?.spec).toMatchObject({
      owner: 'user:default/ana',
    });
  });

  it('shortens names that the catalog would reject, and keeps them distinct', async () => {
    const long = 'a'.repeat(70);
    const shortened = [
      ...translate(
        aComponent(`${long}-one`),
        aComponent(`${long}-two`),
      ).values(),
    ];
    expect(new Set(shortened.map(({ metadata }) => metadata.name)).size).toBe(
      2,
    );
    for (const entity of shortened)
      await expect(validateEntity(entity)).resolves.toBeUndefined();
  });
});
