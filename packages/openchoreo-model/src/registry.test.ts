import { kindOf, kinds } from './registry';
import { jsonSchemaOf } from './crd/json-schema-of';

describe('kinds', () => {
  it('are thirty-one, each with names of its own', () => {
    expect(kinds).toHaveLength(31);
    for (const names of [
      kinds.map(kind => `${kind.plural}.${kind.group}`),
      kinds.map(kind => `${kind.singular}.${kind.group}`),
      kinds.flatMap(kind => kind.shortNames),
    ]) {
      expect(new Set(names).size).toBe(names.length);
    }
  });

  it('can be looked up by API version and kind', () => {
    expect(kindOf('openchoreo.dev/v1alpha1', 'Deployment')?.plural).toBe(
      'deployments',
    );
    expect(kindOf('apps/v1', 'Deployment')).toBeUndefined();
    expect(
      kindOf('delivery.openchoreo.dev/v1alpha1', 'Promotion')?.singular,
    ).toBe('promotion');
  });

  it.each(kinds.map(kind => [kind.kind, kind] as const))(
    '%s is refused with the path of what is wrong',
    (name, kind) => {
      const result = kind.schema.safeParse({
        apiVersion: kind.apiVersion,
        kind: name,
        metadata: { name: '' },
      });
      expect(result.error?.issues.map(issue => issue.path.join('.'))).toContain(
        'metadata.name',
      );
    },
  );

  it.each(kinds.map(kind => [kind.kind, kind] as const))(
    '%s has a JSON Schema for forms',
    (_, kind) => {
      const { type, required } = jsonSchemaOf(kind);
      expect(type).toBe('object');
      expect(required).toEqual(
        expect.arrayContaining(['apiVersion', 'kind', 'metadata']),
      );
    },
  );
});

describe('A binding', () => {
  const binding = kindOf('openchoreo.dev/v1alpha1', 'ServiceBinding');
  const object = {
    apiVersion: 'openchoreo.dev/v1alpha1',
    kind: 'ServiceBinding',
    metadata: { name: 'greeter', namespace: 'acme' },
    spec: {
      owner: { projectName: 'shop', componentName: 'greeter' },
      environment: 'development',
      workloadSpec: {},
    },
  };

  it('is filled with the defaults that the API server fills in', () => {
    expect(binding?.schema.parse(object)).toMatchObject({
      spec: { className: 'default', releaseState: 'Active' },
    });
  });

  it('loses what the kind does not have, as the API server prunes it', () => {
    expect(
      binding?.schema.parse({
        ...object,
        spec: { ...object.spec, colour: 'green' },
      }),
    ).not.toHaveProperty('spec.colour');
  });

  it('of no environment is refused', () => {
    expect(
      binding?.schema.safeParse({
        ...object,
        spec: { ...object.spec, environment: '' },
      }).error?.issues[0].path,
    ).toEqual(['spec', 'environment']);
  });
});
