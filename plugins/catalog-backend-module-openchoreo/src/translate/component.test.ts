import type { DeploymentUnit } from '@promenade/backstage-plugin-openchoreo-node';
import { defaults, problemsOf, translate } from '../__testUtils__/translate';
import {
  aComponent,
  aDeployment,
  anApi,
  anEndpoint,
} from '../__testUtils__/units';
import { validateEntity } from '../provider/validateEntity';
import { translateUnit } from './translateUnit';

describe('the entities of a component', () => {
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
});
