import type { CatalogUnit } from '@promenade/backstage-plugin-openchoreo-node';
import { defaults, translate } from '../__testUtils__/translate';
import {
  aComponent,
  aClass,
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

  it('names the shared organization of an organization whose control plane has a prefix', () => {
    const annotationsOf = (unit: CatalogUnit) =>
      translate(unit).get('domain:acme/acme')?.metadata.annotations;
    expect(
      annotationsOf({ ...anOrganization(), sharedOrganization: 'us-default' }),
    ).toHaveProperty(['openchoreo.dev/shared-organization'], 'us-default');
    expect(annotationsOf(anOrganization())).not.toHaveProperty([
      'openchoreo.dev/shared-organization',
    ]);
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

  it('has the annotations of a resource that plugins read, and no others', () => {
    const annotations = {
      'github.com/project-slug': 'acme/stock',
      'backstage.io/kubernetes-label-selector': 'app=stock',
      'acme.example/cost-center': '12',
      'backstage.io/managed-by-location': 'url:https://evil.test',
      'backstage.io/orphan': 'true',
      'openchoreo.dev/kind': 'Other',
      'kubectl.kubernetes.io/last-applied-configuration': '{}',
      'unknown.example/x': 'x',
      'github.com': 'x',
    };
    const stock = aComponent('stock', {
      annotations,
      objectSelector: 'component-name=stock',
      endpoints: [anEndpoint('stock')],
    });
    const [component, api] = translateUnit(stock, {
      ...defaults,
      annotationPrefixes: ['acme.example'],
    });
    expect(component.metadata.annotations).toEqual({
      'acme.example/cost-center': '12',
      'backstage.io/kubernetes-label-selector': 'app=stock',
      'backstage.io/managed-by-location': 'openchoreo:control-plane',
      'backstage.io/managed-by-origin-location': 'openchoreo:control-plane',
      'github.com/project-slug': 'acme/stock',
      'openchoreo.dev/component': 'stock',
      'openchoreo.dev/kind': 'Component',
      'openchoreo.dev/organization': 'acme',
      'openchoreo.dev/project': 'shop',
    });
    expect(Object.keys(api.metadata.annotations ?? {})).not.toContain(
      'github.com/project-slug',
    );
  });

  it('has the order of promotion of a pipeline', () => {
    const [pipeline] = translate({
      ...aPipeline('development', 'staging', 'production'),
      promotions: [
        { source: 'development', target: 'staging' },
        { source: 'staging', target: 'production' },
      ],
    }).values();
    expect(pipeline.metadata.annotations).toMatchObject({
      'openchoreo.dev/promotes-to':
        'development > staging, staging > production',
    });
  });

  it('makes a Resource of a class, besides its template', () => {
    const found = translate(aClass('stateful'));
    expect([...found.keys()].sort()).toEqual([
      'resource:acme/service-class-stateful',
      'template:acme/service-class-stateful',
    ]);
    expect(found.get('resource:acme/service-class-stateful')?.spec).toEqual({
      type: 'service-class',
      owner: defaults.defaultOwner,
    });
  });

  it('names an environment that is production', () => {
    const annotationsOf = (isProduction: boolean) => {
      const unit = { ...anEnvironment('live', undefined), isProduction };
      const [environment] = translate(unit).values();
      return environment.metadata.annotations;
    };
    expect(annotationsOf(true)).toHaveProperty(
      ['openchoreo.dev/production'],
      'true',
    );
    expect(annotationsOf(false)).not.toHaveProperty([
      'openchoreo.dev/production',
    ]);
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
