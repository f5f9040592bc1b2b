import {
  deliveryAnnotationsFor,
  deliveryOf,
  deliverySchema,
  pickDeliveryAnnotations,
} from './delivery';

describe('the delivery of a project', () => {
  const annotations = {
    'openchoreo.dev/delivery': 'pull-request',
    'openchoreo.dev/delivery-repository': 'https://git.test/acme/manifests',
    'openchoreo.dev/delivery-branch': ' ',
    'openchoreo.dev/delivery-path': 'clusters/one',
    'openchoreo.dev/owner': 'team',
  };
  const delivery = {
    mode: 'pull-request' as const,
    repository: 'https://git.test/acme/manifests',
    path: 'clusters/one',
  };

  it('is read from its annotations, without the empty ones', () => {
    expect(deliveryOf(annotations)).toEqual(delivery);
    expect(deliveryOf(undefined)).toEqual({});
  });

  it('is written as annotations', () => {
    expect(deliveryAnnotationsFor(delivery)).toEqual(
      pickDeliveryAnnotations(annotations),
    );
  });

  it('is rejected when an annotation is not valid', () => {
    expect(() =>
      deliveryOf({ 'openchoreo.dev/delivery': 'by post' }),
    ).toThrow();
  });
});

describe('deliverySchema', () => {
  const isValid = (delivery: object) =>
    deliverySchema.safeParse(delivery).success;

  it.each([
    ['https://github.com/acme/manifests', true],
    ['http://127.0.0.1:8080/manifests.git', true],
    ['https://user:token@github.com/acme/manifests', false],
    ['https://token@github.com/acme/manifests', false],
    ['https://github.com/', false],
    ['https://github.com/acme/manifests?ref=main', false],
    ['git@github.com:acme/manifests.git', false],
    ['file:///etc', false],
  ])('accepts the repository %s: %s', (repository, expected) => {
    expect(isValid({ repository })).toBe(expected);
  });

  it.each([
    ['main', true],
    ['release/1.x', true],
    ['-x', false],
    ['a b', false],
    ['a..b', false],
    ['a/.b', false],
    ['a.lock', false],
    ['', false],
  ])('accepts the branch "%s": %s', (branch, expected) => {
    expect(isValid({ branch })).toBe(expected);
  });

  it.each([
    ['clusters/one/', true],
    ['/etc', false],
    ['../other', false],
    ['a//b', false],
    ['.git/hooks', false],
    ['', false],
  ])('accepts the path "%s": %s', (path, expected) => {
    expect(isValid({ path })).toBe(expected);
  });
});
