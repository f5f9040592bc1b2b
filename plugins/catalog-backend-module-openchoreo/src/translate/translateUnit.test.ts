import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import type {
  CatalogUnit,
  DeploymentUnit,
} from '@promenade/backstage-plugin-openchoreo-node';
import {
  aComponent,
  aClass,
  aDataPlane,
  aDeployment,
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
import { translateUnit, unitProblems } from './translateUnit';

const defaults = {
  defaultOwner: 'group:default/platform',
  defaultLifecycle: 'production',
  hasTemplates: true,
};

const problemsOf = (unit: CatalogUnit) => unitProblems(unit, defaults);

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

  it.each([
    ['the default without a deployment', {}, defaults.defaultLifecycle],
    [
      'experimental before production',
      { deployments: [aDeployment('development'), aDeployment('staging')] },
      'experimental',
    ],
    [
      'production in a production environment',
      { deployments: [aDeployment('development'), aDeployment('production')] },
      'production',
    ],
    [
      'what the component names, wherever it is deployed',
      { lifecycle: 'deprecated', deployments: [aDeployment('production')] },
      'deprecated',
    ],
  ])(
    'derives the lifecycle of a component and its APIs: %s',
    (_, parts, expected) => {
      const stock = aComponent('stock', {
        endpoints: [anEndpoint('stock')],
        ...parts,
      });
      const book = anApi('books', 'stock', parts);
      const found = [...translate(stock, book).values()];
      expect(found.map(entity => entity.spec?.lifecycle)).toEqual([
        expected,
        expected,
        expected,
      ]);
    },
  );

  it('links to the addresses that a browser can open, in each environment', () => {
    const at = (visibility: 'public' | 'organization', url: string) => ({
      endpoint: 'api',
      visibility,
      url,
    });
    const linked = translate(
      aComponent('stock', {
        endpoints: [anEndpoint('stock'), anEndpoint('stock', { name: 'feed' })],
        deployments: [
          aDeployment('development', { addresses: [] }),
          aDeployment('production', {
            addresses: [
              at('public', 'https://stock.test/'),
              at('organization', 'https://stock.inner.test/'),
              { ...at('public', 'grpc://stock.test'), endpoint: 'feed' },
            ],
          }),
        ],
      }),
    );
    const linksOf = (ref: string) => linked.get(ref)?.metadata.links;
    expect(linksOf('component:acme/stock')).toEqual([
      { url: 'https://stock.test/', title: 'api in production' },
    ]);
    expect(linksOf('api:acme/stock.api')).toEqual([
      { url: 'https://stock.test/', title: 'production (public)' },
      { url: 'https://stock.inner.test/', title: 'production (organization)' },
    ]);
    expect(linksOf('api:acme/stock.feed')).toBeUndefined();
  });

  it('depends on what defines a component', () => {
    const [orders] = translate(
      aComponent('orders', {
        definedBy: {
          type: 'component-type',
          organization: 'acme',
          name: 'web-app',
        },
        deployments: [aDeployment('development')],
      }),
    ).values();
    expect(orders.spec?.dependsOn).toEqual([
      'resource:acme/component-type-web-app',
    ]);
  });

  it.each([
    ['REST', undefined, 'openapi'],
    ['HTTP', undefined, 'openapi'],
    ['HTTP', 'AsyncAPI', 'asyncapi'],
    ['Websocket', undefined, 'asyncapi'],
    ['GraphQL', 'GraphQL', 'graphql'],
    ['gRPC', 'Protobuf', 'grpc'],
    ['TCP', undefined, 'tcp'],
    ['TCP', 'constructor', 'constructor'],
  ])(
    'has a viewer for the definition of an endpoint of type %s with a schema of type %s: %s',
    (type, definitionType, expected) => {
      const endpoint = anEndpoint('stock', {
        type,
        definition: 'x',
        definitionType,
      });
      const found = translate(aComponent('stock', { endpoints: [endpoint] }));
      expect(found.get('api:acme/stock.api')?.spec?.type).toBe(expected);
    },
  );

  it('has a note where the definition of an endpoint is empty', () => {
    const endpoint = anEndpoint('stock', { definition: '' });
    const found = translate(aComponent('stock', { endpoints: [endpoint] }));
    expect(found.get('api:acme/stock.api')?.spec).toMatchObject({
      type: 'rest',
      definition: expect.stringContaining('There is no definition yet'),
    });
  });

  it('describes the version and the callers of an endpoint and of an API', () => {
    const parts = {
      version: 'v1',
      visibility: ['organization', 'public'],
    } as const;
    const described = translate(
      aComponent('stock', { endpoints: [anEndpoint('stock', parts)] }),
      anApi('books', 'stock', parts),
    );
    for (const ref of ['api:acme/stock.api', 'api:acme/books']) {
      expect(described.get(ref)?.metadata).toMatchObject({
        description: expect.stringContaining(
          ', for the organization and everybody',
        ),
        annotations: {
          'openchoreo.dev/version': 'v1',
          'openchoreo.dev/visibility': 'organization,public',
        },
      });
    }
  });

  it('lets the Kubernetes plugin find the objects of a component', () => {
    const [stock] = translate(
      aComponent('stock', { objectSelector: 'component-name=stock' }),
    ).values();
    expect(stock.metadata.annotations).toMatchObject({
      'backstage.io/kubernetes-label-selector': 'component-name=stock',
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

  it.each([
    ['dir:.', 'url:https://git.test/acme/stock/tree/main/app/'],
    ['dir:./docs', 'url:https://git.test/acme/stock/tree/main/app/docs'],
    ['url:https://docs.test/stock', 'url:https://docs.test/stock'],
  ])('finds the documentation %s in the source', (given, expected) => {
    const stock = aComponent('stock', {
      annotations: { 'backstage.io/techdocs-ref': given },
      source: {
        repositoryUrl: 'https://git.test/acme/stock.git',
        branch: 'main',
        path: '/app',
      },
    });
    const [component] = translate(stock).values();
    expect(component.metadata.annotations).toMatchObject({
      'backstage.io/source-location':
        'url:https://git.test/acme/stock/tree/main/app/',
      'backstage.io/techdocs-ref': expected,
    });
    expect(problemsOf(stock)).toEqual([]);
  });

  it.each([
    ['url:https://git.test/other/', 'url:https://git.test/other/'],
    ['other', undefined],
    ['dir:.', undefined],
  ])(
    'has the source %s of the resource only if it is a URL',
    (given, expected) => {
      const [component] = translate(
        aComponent('stock', {
          annotations: { 'backstage.io/source-location': given },
        }),
      ).values();
      expect(
        component.metadata.annotations?.['backstage.io/source-location'],
      ).toBe(expected);
    },
  );

  it('reports a documentation without a source', () => {
    const stock = aComponent('stock', {
      annotations: { 'backstage.io/techdocs-ref': 'dir:.' },
    });
    const [component] = translate(stock).values();
    expect(component.metadata.annotations).not.toHaveProperty([
      'backstage.io/techdocs-ref',
    ]);
    expect(problemsOf(stock)).toMatchObject([
      { path: 'metadata.annotations["backstage.io/techdocs-ref"]' },
    ]);
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

  it.each(['Api', 'api_2', 'x'.repeat(80), 'ümlaut', '-edge-', 'a.b', 'a b'])(
    'has a valid entity for an endpoint with the name %j beside others',
    async name => {
      const endpoints = [anEndpoint('stock'), anEndpoint('stock', { name })];
      const found = translate(aComponent('stock', { endpoints }));
      expect(found.size).toBe(3);
      for (const entity of found.values())
        await expect(validateEntity(entity)).resolves.toBeUndefined();
    },
  );

  it('has the first of several endpoints with a name, and reports the others', () => {
    const other = { kind: 'Workload', name: 'stock-other' };
    const stock = aComponent('stock', {
      endpoints: [
        anEndpoint('stock', { port: 1 }),
        anEndpoint('stock', { port: 2, declaredBy: other }),
      ],
    });
    const translated = translateUnit(stock, defaults);
    expect(translated.map(({ kind }) => kind)).toEqual(['Component', 'API']);
    expect(translated[1].metadata.description).toContain('on port 1');
    expect(problemsOf(stock)).toEqual([
      {
        path: 'spec.endpoints.api',
        message: expect.stringContaining(
          'The endpoint "api" of the Workload "stock-other" has no entity',
        ),
      },
    ]);
  });

  it('names the environments of a component and its APIs, and production', () => {
    const annotationsOf = (deployments: DeploymentUnit[]) =>
      [
        ...translate(
          aComponent('stock', {
            endpoints: [anEndpoint('stock')],
            deployments,
          }),
          { ...anApi('books', 'stock'), deployments },
        ).values(),
      ].map(({ metadata }) =>
        Object.entries(metadata.annotations ?? {}).filter(([key]) =>
          /^environment\.|production$/.test(key),
        ),
      );
    const development = ['environment.openchoreo.dev/development', 'deployed'];
    const production = ['environment.openchoreo.dev/production', 'deployed'];
    const isProduction = ['openchoreo.dev/production', 'true'];
    const deployed = [aDeployment('development')];
    expect(annotationsOf([])).toEqual([[], [], []]);
    expect(annotationsOf(deployed)).toEqual(Array(3).fill([development]));
    expect(annotationsOf([...deployed, aDeployment('production')])).toEqual(
      Array(3).fill([development, production, isProduction]),
    );
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
