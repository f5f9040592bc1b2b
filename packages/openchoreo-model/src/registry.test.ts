import { crdOf } from './crd/crd-of';
import { kindOf, kinds } from './registry';
import { jsonSchemaOf } from './crd/json-schema-of';

describe('kinds', () => {
  it('are thirty-eight with unique names', () => {
    expect(kinds).toHaveLength(38);
    for (const names of [
      kinds.map(kind => `${kind.plural}.${kind.group}`),
      kinds.map(kind => `${kind.singular}.${kind.group}`),
      kinds.flatMap(kind => kind.shortNames),
    ]) {
      expect(new Set(names).size).toBe(names.length);
    }
  });

  it('are found by API version and kind', () => {
    expect(kindOf('openchoreo.dev/v1alpha1', 'Deployment')?.plural).toBe(
      'deployments',
    );
    expect(kindOf('apps/v1', 'Deployment')).toBeUndefined();
    expect(
      kindOf('delivery.openchoreo.dev/v1alpha1', 'Promotion')?.singular,
    ).toBe('promotion');
  });

  it.each(kinds.map(kind => [kind.kind, kind] as const))(
    '%s rejects an invalid object with the path of the field',
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

  it('gets the defaults that the API server sets', () => {
    expect(binding?.schema.parse(object)).toMatchObject({
      spec: { className: 'default', releaseState: 'Active' },
    });
  });

  it('drops unknown fields, as the API server prunes them', () => {
    expect(
      binding?.schema.parse({
        ...object,
        spec: { ...object.spec, colour: 'green' },
      }),
    ).not.toHaveProperty('spec.colour');
  });

  it('without an environment is invalid', () => {
    expect(
      binding?.schema.safeParse({
        ...object,
        spec: { ...object.spec, environment: '' },
      }).error?.issues[0].path,
    ).toEqual(['spec', 'environment']);
  });
});

describe('An object without a spec', () => {
  const kindsWithoutRequiredFields = [
    'Organization',
    'DeploymentPipeline',
    'ServiceClass',
    'WebApplicationClass',
    'ScheduledTaskClass',
    'APIClass',
    'DeploymentTrack',
    'Trait',
    'ClusterTrait',
  ];
  /** Defaults would end the isolation of a project, or move an environment or builds to another cluster. */
  const kindsWithRequiredSpec = ['Project', 'Environment', 'BuildPlane'];
  const specSchemaOf = (kind: (typeof kinds)[number]) =>
    crdOf(kind).spec.versions[0].schema.openAPIV3Schema.properties?.spec ?? {};
  const parse = (kind: (typeof kinds)[number], spec: object) =>
    kind.schema.safeParse({
      apiVersion: kind.apiVersion,
      kind: kind.kind,
      metadata: { name: 'x', namespace: 'acme' },
      ...spec,
    });

  const cases = kinds.map(kind => [kind.kind, kind] as const);

  it.each(cases.filter(([name]) => kindsWithoutRequiredFields.includes(name)))(
    'is a valid %s with the defaults of an empty spec',
    (_, kind) => {
      const empty = parse(kind, { spec: {} });
      expect(empty.success).toBe(true);
      expect(parse(kind, {})).toEqual(empty);
      expect(parse(kind, { spec: null })).toEqual(empty);
      expect(specSchemaOf(kind).default).toEqual({});
    },
  );

  it.each(cases.filter(([name]) => !kindsWithoutRequiredFields.includes(name)))(
    'is an invalid %s',
    (_, kind) => {
      const missing = parse(kind, {});
      expect(missing.error?.issues[0].path).toEqual(['spec']);
      expect(parse(kind, { spec: null })).toEqual(missing);
      expect(parse(kind, { spec: {} }).success).toBe(
        kindsWithRequiredSpec.includes(kind.kind),
      );
      expect(specSchemaOf(kind)).not.toHaveProperty('default');
    },
  );

  it('with an empty one is a Project with the pipeline "default"', () => {
    const kind = kindOf('openchoreo.dev/v1alpha1', 'Project') ?? kinds[0];
    expect(parse(kind, { spec: {} }).data).toMatchObject({
      spec: { deploymentPipelineRef: 'default' },
    });
  });
});
