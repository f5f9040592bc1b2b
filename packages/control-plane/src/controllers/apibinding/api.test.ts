import { systemClock } from '@promenade/kube-client';
import {
  APIBinding,
  API,
  KubernetesObject,
  apiBindingKind,
  apiKind,
  getCondition,
  releaseKind,
  serviceBindingKind,
} from '@promenade/openchoreo-model';
import {
  InMemoryCluster,
  aDataPlane,
  anAPIClass,
  anEnvironment,
  aServiceBinding,
  ofComponent,
  reconcileUntilStable,
  testOrganization,
  withSpec,
} from '../../test/__testUtils__';
import { Modifier, buildDraft } from '../../test/__testUtils__/modifiers';
import { controllerReference } from '../../runtime/owner-reference';
import { apiReconciler } from '../api/reconcile';
import { apiBindingReconciler } from './reconcile';

const key = { namespace: testOrganization, name: 'books' };
const releaseKey = { ...key, name: 'books-api' };

function anAPI(name: string, ...parts: Modifier[]): API {
  const { apiVersion, kind, schema } = apiKind;
  return schema.parse(
    buildDraft(apiVersion, kind, name, [
      ofComponent('books'),
      withSpec({ type: 'REST', environmentName: 'development' }),
      ...parts,
    ]),
  );
}

const proxying = (url: string) =>
  withSpec({
    rest: { backend: { port: 443, basePath: '/books', target: { url } } },
  });
const servedOn = (port: number) =>
  withSpec({ rest: { backend: { port, basePath: '/v1' } } });

let cluster: InMemoryCluster;

beforeEach(() => {
  cluster = new InMemoryCluster(
    anEnvironment('development'),
    aDataPlane('default'),
    anAPIClass('default'),
  );
});

const given = (...objects: KubernetesObject[]) =>
  objects.forEach(object => cluster.apply(object));

const reconcile = () =>
  reconcileUntilStable(
    cluster,
    [apiKind, apiReconciler({ clock: systemClock })],
    [apiBindingKind, apiBindingReconciler({ clock: systemClock })],
  );

const aBinding = (name: string, spec: object = {}) => {
  const { apiVersion, kind, schema } = apiBindingKind;
  return schema.parse(
    buildDraft(apiVersion, kind, name, [
      withSpec({
        apiName: 'books',
        apiClassName: 'default',
        environmentName: 'development',
        ...spec,
      }),
    ]),
  );
};

const component = (name: string, apis: object = {}) =>
  aServiceBinding(
    name,
    ofComponent(name),
    withSpec({
      environment: 'development',
      workloadSpec: { endpoints: { rest: { type: 'REST', port: 8080 } } },
      apis,
    }),
  );

const objects = (kind: string) =>
  (cluster.get(releaseKind, releaseKey)?.spec.resources ?? [])
    .map(({ object }) => object)
    .filter(object => object.kind === kind);
const ready = (found?: APIBinding | API) =>
  getCondition(found?.status?.conditions, 'Ready');
const bindingNamed = (name: string) =>
  cluster.get(apiBindingKind, { ...key, name });
const binding = () => bindingNamed('books');

describe('an API proxy', () => {
  it('gets an APIBinding, a route and an address', async () => {
    cluster.apply(anAPI('books', proxying('https://books.example.com/api')));
    await reconcile();
    expect(binding()).toMatchObject({
      metadata: { ownerReferences: [{ kind: 'API', name: 'books' }] },
      spec: { apiClassName: 'default', environmentName: 'development' },
    });
    expect(objects('Backend')).toMatchObject([
      {
        spec: {
          endpoints: [{ fqdn: { hostname: 'books.example.com', port: 443 } }],
        },
      },
    ]);
    expect(objects('BackendTLSPolicy')).toMatchObject([
      { spec: { validation: { hostname: 'books.example.com' } } },
    ]);
    expect(objects('HTTPRoute')).toMatchObject([
      {
        spec: {
          rules: [
            {
              filters: [
                {
                  urlRewrite: {
                    hostname: 'books.example.com',
                    path: { replacePrefixMatch: '/api/books' },
                  },
                },
              ],
              backendRefs: [{ kind: 'Backend' }],
            },
          ],
        },
      },
    ]);
    expect(cluster.get(apiKind, key)?.status?.address).toBe(
      'https://development.choreoapis.localhost:8443/shop/books/books',
    );
  });

  it('is rejected if its URL has a password, without repeating the password', async () => {
    cluster.apply(anAPI('books', proxying('https://me:s3cret@example.com')));
    await reconcile();
    expect(ready(cluster.get(apiKind, key))).toMatchObject({
      status: 'False',
      reason: 'InvalidConfiguration',
      message: expect.stringContaining('rest.backend.target.url'),
    });
    expect(JSON.stringify(binding())).not.toContain('s3cret');
    expect(JSON.stringify(cluster.get(releaseKind, releaseKey))).not.toContain(
      's3cret',
    );
  });

  it('has no routes when it is undeployed', async () => {
    cluster.apply(anAPI('books', proxying('http://example.com')));
    await reconcile();
    const bound = binding();
    if (!bound) throw new Error('The API is not bound');
    cluster.apply({
      ...bound,
      spec: { ...bound.spec, releaseState: 'Undeploy' },
    });
    await reconcile();
    expect(ready(binding())?.reason).toBe('ResourcesUndeployed');
    expect(cluster.get(apiKind, key)?.status?.address).toBeUndefined();
    expect(
      cluster.get(releaseKind, releaseKey)?.metadata.deletionTimestamp,
    ).toBeDefined();
  });

  it('keeps its Release when its class becomes invalid', async () => {
    cluster.apply(anAPI('books', proxying('http://example.com')));
    await reconcile();
    const before = cluster.get(releaseKind, releaseKey)?.spec;
    given(
      anAPIClass(
        'default',
        withSpec({
          restPolicy: { defaults: { authentication: { type: 'saml' } } },
        }),
      ),
    );
    await reconcile();
    expect(ready(binding())).toMatchObject({
      status: 'False',
      reason: 'InvalidConfiguration',
      message: expect.stringContaining(
        'APIClass default spec.restPolicy.authentication.type',
      ),
    });
    expect(cluster.get(releaseKind, releaseKey)?.spec).toEqual(before);
  });
});

describe('an API of a component', () => {
  it('waits for the component, then routes to its Service', async () => {
    cluster.apply(anAPI('books', servedOn(8080)));
    await reconcile();
    expect(ready(binding())).toMatchObject({
      reason: 'ConnectionsPending',
      message: expect.stringContaining('rest.backend.target'),
    });
    expect(cluster.get(releaseKind, releaseKey)?.spec).toEqual({
      owner: { projectName: 'shop', componentName: 'books' },
      environmentName: 'development',
      resources: [],
    });

    cluster.apply(component('books'));
    await reconcile();
    expect(objects('HTTPRoute')).toMatchObject([
      {
        spec: {
          rules: [
            {
              backendRefs: [
                { name: expect.stringMatching(/^books-/), port: 8080 },
              ],
            },
          ],
        },
      },
    ]);
  });

  it('does not take a path of its component', async () => {
    cluster.apply(
      component('books', {
        rest: {
          type: 'REST',
          rest: { backend: { port: 8080, basePath: '/v1' } },
        },
      }),
    );
    cluster.apply(anAPI('books', servedOn(8080)));
    await reconcile();
    expect(ready(binding())).toMatchObject({
      reason: 'InvalidConfiguration',
      message: expect.stringContaining('API "rest"'),
    });
    expect(objects('HTTPRoute')).toEqual([]);
    expect(cluster.get(serviceBindingKind, key)).toBeDefined();
  });

  it.each([
    ['APINotFound', { apiName: 'gone' }],
    ['APIClassNotFound', { apiClassName: 'gone' }],
    ['EnvironmentNotFound', { environmentName: 'gone' }],
  ])('reports %s', async (reason, spec) => {
    given(anAPI('books', servedOn(8080)), aBinding('other', spec));
    await reconcile();
    expect(ready(bindingNamed('other'))?.reason).toBe(reason);
  });
});

describe('an API with an APIBinding of somebody else', () => {
  it('uses that APIBinding, whichever was created first', async () => {
    cluster.apply(anAPI('books', proxying('http://example.com')));
    await reconcile();
    expect(binding()).toBeDefined();

    cluster.apply(aBinding('books-early'));
    await reconcile();
    expect(binding()).toBeUndefined();
    expect(ready(bindingNamed('books-early'))?.reason).toBe(
      'ResourceHealthProgressing',
    );
    expect(cluster.get(apiKind, key)?.status?.address).toMatch(
      '/shop/books/books',
    );
  });

  it('gets its own APIBinding if the other one is in another environment', async () => {
    given(
      anEnvironment('production'),
      anAPI('books', proxying('http://example.com')),
      aBinding('books-production', { environmentName: 'production' }),
    );
    await reconcile();
    expect(binding()?.spec.environmentName).toBe('development');
    expect(bindingNamed('books-production')).toBeDefined();
  });
});

describe('the Release of an APIBinding', () => {
  const releaseOf = (name: string) =>
    cluster.get(releaseKind, { ...key, name })?.metadata.ownerReferences?.[0];

  it('has the name of the APIBinding', async () => {
    given(
      anAPI('books', proxying('http://example.com')),
      aBinding('books-development'),
    );
    await reconcile();
    expect(releaseOf('books-development')).toMatchObject({
      kind: 'APIBinding',
      name: 'books-development',
    });
  });

  it('has an alternative name if a component binding has that name', async () => {
    given(
      component('shelf'),
      anAPI('books', proxying('http://example.com')),
      aBinding('shelf'),
    );
    await reconcile();
    expect(releaseOf('shelf')).toBeUndefined();
    expect(releaseOf('shelf-api')).toMatchObject({ name: 'shelf' });
  });

  it('is renamed when a component binding takes its name', async () => {
    given(anAPI('books', proxying('http://example.com')), aBinding('shelf'));
    await reconcile();
    const taken = cluster.get(releaseKind, { ...key, name: 'shelf' });
    if (!taken) throw new Error('The API is not released');
    const shelf = component('shelf');
    given(shelf, {
      ...taken,
      metadata: {
        ...taken.metadata,
        ownerReferences: [controllerReference(shelf)],
      },
      spec: { ...taken.spec, resources: [] },
    });
    await reconcile();
    expect(releaseOf('shelf')?.kind).toBe('ServiceBinding');
    expect(releaseOf('shelf-api')?.kind).toBe('APIBinding');
  });
});
