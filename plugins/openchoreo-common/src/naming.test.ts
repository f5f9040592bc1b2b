import { entityNameOf, entityRefOf, type PlatformObject } from './naming';

const component = (name: string, organization = 'acme'): PlatformObject => ({
  type: 'component',
  organization,
  name,
});

describe('entityRefOf', () => {
  it.each<[PlatformObject, string]>([
    [{ type: 'organization', name: 'acme' }, 'domain:acme/acme'],
    [
      { type: 'project', organization: 'acme', name: 'shop' },
      'system:acme/shop',
    ],
    [component('greeter'), 'component:acme/greeter'],
    [
      {
        type: 'endpoint',
        organization: 'acme',
        component: 'greeter',
        name: 'http',
      },
      'api:acme/greeter.http',
    ],
    [
      { type: 'environment', organization: 'acme', name: 'staging' },
      'resource:acme/environment-staging',
    ],
    [
      { type: 'component-type', organization: 'acme', name: 'web-app' },
      'template:acme/component-type-web-app',
    ],
    [
      {
        type: 'definition',
        of: 'component-type',
        organization: 'acme',
        name: 'web-app',
      },
      'resource:acme/component-type-web-app',
    ],
  ])('of %j is %s', (object, ref) => {
    expect(entityRefOf(object)).toBe(ref);
  });

  it('differs for planes, pipelines and managed resources of the same name', () => {
    const refs = (
      [
        'data-plane',
        'build-plane',
        'deployment-pipeline',
        'managed-resource',
      ] as const
    ).map(type => entityRefOf({ type, organization: 'acme', name: 'default' }));
    expect(new Set(refs).size).toBe(4);
  });

  it('differs for an endpoint and an API with a dot in its name', () => {
    const api = (name: string) =>
      entityRefOf({ type: 'api', organization: 'acme', name });
    expect(api('books')).toBe('api:acme/books');
    expect(api('greeter.http')).not.toBe('api:acme/greeter.http');
  });

  it('differs for endpoints with a dot in a name', () => {
    const endpoint = (of: string, name: string) =>
      entityRefOf({
        type: 'endpoint',
        organization: 'acme',
        component: of,
        name,
      });
    expect(endpoint('a.b', 'c')).not.toBe(endpoint('a', 'b.c'));
  });
});

describe('the entity refs of different objects', () => {
  const endpoint = (
    of: string,
    name: string,
    organization = 'acme',
  ): PlatformObject => ({
    type: 'endpoint',
    organization,
    component: of,
    name,
  });
  const api = (name: string): PlatformObject => ({
    type: 'api',
    organization: 'acme',
    name,
  });
  const long = 'x'.repeat(63);

  it.each<[string, PlatformObject, PlatformObject]>([
    [
      'capital letters',
      endpoint('greeter', 'Http'),
      endpoint('greeter', 'http'),
    ],
    ['characters that are replaced', component('a b'), component('a/b')],
    ['the end of a long name', component(`${long}1`), component(`${long}2`)],
    [
      'the end of a long endpoint',
      endpoint(long, 'http'),
      endpoint(long, 'grpc'),
    ],
    [
      'the end of a long organization',
      component('greeter', `${long}1`),
      component('greeter', `${long}2`),
    ],
    [
      'an organization that is converted',
      component('greeter', 'acme.test'),
      component('greeter', 'acme-test'),
    ],
    ['the place of the dot', endpoint('a.b', 'c'), endpoint('a', 'b.c')],
    [
      'an API like an endpoint',
      api('greeter.http'),
      endpoint('greeter', 'http'),
    ],
    [
      'a Resource and a Template',
      {
        type: 'definition',
        of: 'service-class',
        organization: 'acme',
        name: 'x',
      },
      { type: 'service-class', organization: 'acme', name: 'x' },
    ],
  ])('differ in %s', (_, one, other) => {
    expect(entityRefOf(one)).not.toBe(entityRefOf(other));
    for (const object of [one, other]) {
      const { namespace, name } = entityNameOf(object);
      expect(name).toMatch(/^[A-Za-z0-9][-A-Za-z0-9_.]{0,61}[A-Za-z0-9]$/);
      expect(namespace).toMatch(/^[a-z0-9-]{1,63}$/);
    }
  });
});

describe('entityNameOf', () => {
  const longest = 'x'.repeat(63);

  it('keeps a name that the catalog accepts', () => {
    expect(entityNameOf(component(longest)).name).toBe(longest);
  });

  it('shortens long names to different names', () => {
    const one = entityNameOf(component(`${longest}1`)).name;
    const two = entityNameOf(component(`${longest}2`)).name;
    expect(one).toHaveLength(63);
    expect(one).not.toBe(two);
  });

  it.each(['-edge-', 'sp ace', '...', 'ümlaut'])(
    'makes a name that the catalog accepts of %j',
    name => {
      expect(entityNameOf(component(name)).name).toMatch(
        /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/,
      );
    },
  );

  it('makes a namespace that the catalog accepts of any organization', () => {
    const { namespace } = entityNameOf(component('greeter', 'acme.example'));
    expect(namespace).toMatch(/^acme-example-[0-9a-f]{8}$/);
  });
});
