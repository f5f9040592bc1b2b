import { aDataPlane, withSpec } from '../../test/__testUtils__';
import { resolveRegistry } from './registry';

const withRegistry = (registry: object) =>
  aDataPlane('default', withSpec({ registry }));

function imageOf(image: string, registry: object): string | undefined {
  const { workload } = resolveRegistry(
    { containers: { main: { image } } },
    withRegistry(registry),
  );
  return workload.containers?.main.image;
}

const prefixed = { prefix: 'registry.test/team', bareImages: 'Prefixed' };

describe('an image of a Workload', () => {
  it.each(['app', 'app:1', 'library/app:1', 'a/b/c'])(
    'gets the prefix if it is bare: %s',
    image => {
      expect(imageOf(image, prefixed)).toBe(`registry.test/team/${image}`);
    },
  );

  it.each([
    'other.test/app:1',
    'registry:5000/app',
    'localhost/app',
    '[::1]:5000/app:1',
    'REGISTRY/app',
  ])('is unchanged if it names a registry: %s', image => {
    expect(imageOf(image, prefixed)).toBe(image);
  });

  it('is unchanged by default', () => {
    expect(imageOf('app:1', { prefix: 'registry.test' })).toBe('app:1');
    expect(imageOf('app:1', { ...prefixed, bareImages: 'Unchanged' })).toBe(
      'app:1',
    );
    expect(imageOf('app:1', { ...prefixed, prefix: '' })).toBe('app:1');
  });

  it('has one slash after a prefix that ends with one', () => {
    expect(imageOf('app:1', { ...prefixed, prefix: 'registry.test/' })).toBe(
      'registry.test/app:1',
    );
  });

  it('is unchanged with a problem if the prefix is no host and path', () => {
    const { workload, problems } = resolveRegistry(
      { containers: { main: { image: 'app:1' } } },
      withRegistry({ ...prefixed, prefix: 'https://registry.test' }),
    );
    expect(workload.containers?.main.image).toBe('app:1');
    expect(problems).toMatchObject([
      {
        severity: 'Error',
        field: 'DataPlane default spec.registry.prefix',
      },
    ]);
  });
});

describe('the pull Secrets of a Workload', () => {
  it('include that of the cell if the registry has credentials', () => {
    const registry = { prefix: '', secretRef: 'registry' };
    const own = { imagePullSecrets: [{ name: 'own' }] };
    expect(resolveRegistry(own, withRegistry(registry)).workload).toEqual({
      imagePullSecrets: [{ name: 'own' }, { name: 'cell-registry' }],
    });
  });

  it('are unchanged without credentials or a data plane', () => {
    const workload = { containers: { main: { image: 'app:1' } } };
    for (const dataPlane of [withRegistry({ prefix: '' }), undefined]) {
      expect(resolveRegistry(workload, dataPlane).workload).toEqual(workload);
    }
  });
});
