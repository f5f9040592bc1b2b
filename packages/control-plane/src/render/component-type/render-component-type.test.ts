import { componentTypeKind, traitKind } from '@promenade/openchoreo-model';
import { describeProblem } from '../../core/problem';
import { toCel } from './cel/values';
import { renderComponentType } from './render-component-type';
import type { ComponentTypeInput } from './scopes';

const deployment = {
  id: 'deployment',
  template: {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: '${metadata.name}' },
    spec: { replicas: '${environmentConfigs.replicas}' },
  },
};

const configMap = (name: string, fields: object = {}) => ({
  id: 'config',
  ...fields,
  template: {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name },
    data: { size: '${parameters.size}' },
  },
});

const schemaOf = (properties: object, required: string[] = []) => ({
  openAPIV3Schema: { type: 'object', properties, required },
});

function define(spec: object): ComponentTypeInput['componentType'] {
  const type = componentTypeKind.schema.parse({
    apiVersion: 'openchoreo.dev/v1alpha1',
    kind: 'ComponentType',
    metadata: { name: 'web' },
    spec: {
      workloadType: 'deployment',
      parameters: schemaOf({ size: { type: 'string', default: 'small' } }),
      environmentConfigs: schemaOf({
        replicas: { type: 'integer', default: 1, minimum: 0 },
      }),
      resources: [deployment],
      ...spec,
    },
  });
  return { kind: type.kind, name: 'web', spec: type.spec };
}

function defineTrait(name: string, spec: object) {
  const trait = traitKind.schema.parse({
    apiVersion: 'openchoreo.dev/v1alpha1',
    kind: 'Trait',
    metadata: { name },
    spec,
  });
  return { kind: trait.kind, name, spec: trait.spec };
}

function render(
  spec: object,
  { profile = {}, ...input }: Partial<ComponentTypeInput> = {},
) {
  const { resources, problems } = renderComponentType({
    componentType: define(spec),
    traits: [],
    profile,
    labels: {},
    variables: { metadata: toCel({ name: 'greeter' }) },
    ...input,
  });
  return { resources, problems: problems.map(describeProblem) };
}

/** Name and content of the ConfigMaps. */
const configMapsOf = ({ resources }: ReturnType<typeof render>) =>
  resources.flatMap(({ object }) =>
    object.kind === 'ConfigMap' ? [[object.metadata, object.data]] : [],
  );

describe('the objects of a component type', () => {
  it('have the defaults of the schemas, and the values of the component and environment', () => {
    const resources = [deployment, configMap('config')];
    expect(render({ resources }).resources).toMatchObject([
      { object: { kind: 'ConfigMap', data: { size: 'small' } } },
      { object: { kind: 'Deployment', spec: { replicas: 1 } } },
    ]);
    expect(
      render(
        { resources },
        {
          profile: { parameters: { size: 'large' } },
          environmentConfigs: { replicas: 3 },
        },
      ).resources,
    ).toMatchObject([
      { object: { data: { size: 'large' } } },
      { object: { spec: { replicas: 3 } } },
    ]);
  });

  it('have defaults behind references, as far as those are objects with defaults', () => {
    const resolved = render({
      parameters: {
        openAPIV3Schema: {
          type: 'object',
          $defs: {
            Limits: {
              type: 'object',
              default: {},
              properties: { cpu: { type: 'string', default: '100m' } },
            },
          },
          properties: { limits: { $ref: '#/$defs/Limits' } },
        },
      },
      resources: [
        deployment,
        {
          ...configMap('config'),
          template: {
            ...configMap('config').template,
            data: { cpu: '${parameters.limits.cpu}' },
          },
        },
      ],
    });
    expect(resolved).toMatchObject({
      problems: [],
      resources: [{ object: { data: { cpu: '100m' } } }, {}],
    });
  });

  it('need valid values', () => {
    expect(
      render(
        { parameters: schemaOf({ size: { enum: ['s', 'm'] } }, ['size']) },
        {
          profile: { parameters: { size: 'x' } },
          environmentConfigs: { replicas: -1 },
        },
      ),
    ).toEqual({
      resources: [],
      problems: [
        'Component spec.parameters.size: must be one of: s, m',
        'spec.componentTypeEnvironmentConfigs.replicas: must be at least 0',
      ],
    });
  });

  it('are rendered without values that the schema does not have, with a warning', () => {
    const { resources, problems } = render(
      {
        environmentConfigs: schemaOf({
          replicas: { type: 'integer' },
          limits: { type: 'object', properties: { cpu: { type: 'string' } } },
        }),
      },
      { environmentConfigs: { replicas: 1, limits: { gpu: 1 }, 'a/b': 2 } },
    );
    expect(resources).toHaveLength(1);
    expect(problems).toEqual([
      'spec.componentTypeEnvironmentConfigs.limits.gpu: the schema has no such value, so that it has no effect; remove it',
      'spec.componentTypeEnvironmentConfigs["a/b"]: the schema has no such value, so that it has no effect; remove it',
    ]);
  });

  it('exist if includeWhen is true, and once for each item of forEach', () => {
    const included = render({
      resources: [
        deployment,
        configMap('one', { includeWhen: '${parameters.size == "large"}' }),
        {
          ...configMap('${metadata.name}-${each.key}', {
            forEach: '${{"b": 1, "a": 2}}',
            var: 'each',
          }),
          id: 'many',
        },
      ],
    });
    expect(configMapsOf(included).map(([metadata]) => metadata)).toEqual([
      { name: 'greeter-a', labels: {} },
      { name: 'greeter-b', labels: {} },
    ]);
    expect(included.resources.map(({ id }) => id)).toEqual([
      'many-greeter-a',
      'many-greeter-b',
      'deployment',
    ]);
  });

  it('have the labels, and the pods a hash of the other objects', () => {
    const { resources } = render(
      { resources: [deployment, configMap('config')] },
      { labels: { team: 'a' } },
    );
    expect(resources).toMatchObject([
      { object: { metadata: { labels: { team: 'a' } } } },
      {
        object: {
          metadata: { labels: { team: 'a' } },
          spec: {
            template: {
              metadata: {
                annotations: {
                  'openchoreo.dev/dp-resource-hash': expect.any(String),
                },
              },
            },
          },
        },
      },
    ]);
  });

  it('report the field of an error', () => {
    const broken = configMap('${parameters.none}');
    expect(render({ resources: [deployment, broken] }).problems).toEqual([
      'ComponentType web spec.resources[1].template.metadata.name: No such key: none',
    ]);
    const unnamed = { ...broken, template: { kind: 'ConfigMap' } };
    expect(render({ resources: [deployment, unnamed] }).problems).toEqual([
      'ComponentType web spec: the object "config" has no apiVersion; set it in its template',
    ]);
    const twice = [configMap('a'), { ...configMap('a'), id: 'again' }];
    expect(render({ resources: [deployment, ...twice] }).problems).toEqual([
      'ComponentType web spec: ConfigMap "a" is rendered twice; give one another name',
    ]);
  });

  it('must fulfil all rules before and after rendering', () => {
    expect(
      render({
        preRenderValidations: [
          { rule: '${parameters.size != "small"}', message: 'Too small.' },
          { rule: '${parameters.nope}', message: 'Never.' },
        ],
      }).problems,
    ).toEqual([
      'ComponentType web spec.preRenderValidations[0].rule: Too small.',
      'ComponentType web spec.preRenderValidations[1].rule: No such key: nope',
    ]);
    const target = { group: 'apps', version: 'v1', kind: 'Deployment' };
    expect(
      render({
        postRenderValidations: [
          {
            target,
            rule: '${resource.spec.replicas > 1}',
            message: 'Needs two replicas.',
          },
          {
            target: { ...target, kind: 'StatefulSet' },
            rule: '${true}',
            message: '-',
          },
          { target, when: '${false}', rule: '${false}', message: 'Skipped.' },
        ],
      }).problems,
    ).toEqual([
      'ComponentType web spec.postRenderValidations[0].rule: Deployment "greeter": Needs two replicas.',
      'ComponentType web spec.postRenderValidations[1].target: no rendered StatefulSet matches the target',
    ]);
  });
});

describe('the traits of a component', () => {
  const target = { group: 'apps', version: 'v1', kind: 'Deployment' };
  const cache = defineTrait('cache', {
    parameters: schemaOf({ size: { type: 'string', default: '64Mi' } }),
    environmentConfigs: schemaOf({ mode: { type: 'string', default: 'lru' } }),
    creates: [
      {
        template: {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: { name: '${metadata.name}-${trait.instanceName}' },
          data: {
            size: '${parameters.size}',
            mode: '${environmentConfigs.mode}',
          },
        },
      },
    ],
    patches: [
      {
        target,
        operations: [
          {
            op: 'add',
            path: '/spec/caches/-',
            value: '${trait.instanceName}',
          },
        ],
      },
    ],
  });

  it('create and patch objects, those of the type before those of the component', () => {
    const rendered = render(
      {
        traits: [
          {
            name: 'cache',
            instanceName: 'first',
            parameters: { size: '${parameters.size}' },
          },
        ],
      },
      {
        traits: [cache],
        profile: {
          traits: [{ kind: 'Trait', name: 'cache', instanceName: 'second' }],
        },
        traitEnvironmentConfigs: { second: { mode: 'fifo' } },
      },
    );
    expect(rendered.problems).toEqual([]);
    expect(configMapsOf(rendered).map(([, data]) => data)).toEqual([
      { size: 'small', mode: 'lru' },
      { size: '64Mi', mode: 'fifo' },
    ]);
    expect(rendered.resources.at(-1)?.object.spec).toMatchObject({
      caches: ['first', 'second'],
    });
  });

  it('remove objects, but no main object', () => {
    const removal = (kind: string, group = '') =>
      defineTrait('remove', {
        removes: [{ target: { group, version: 'v1', kind } }],
      });
    const profile: ComponentTypeInput['profile'] = {
      traits: [{ kind: 'Trait', name: 'remove', instanceName: 'r' }],
    };
    const resources = [deployment, configMap('config')];
    expect(
      render({ resources }, { traits: [removal('ConfigMap')], profile })
        .resources,
    ).toHaveLength(1);
    expect(
      render(
        { resources },
        { traits: [removal('Deployment', 'apps')], profile },
      ).problems,
    ).toEqual([
      'Trait remove spec.removes[0].target.kind: a Deployment is the main object of a component and cannot be removed',
    ]);
  });

  it('report operations that lead nowhere, and traits that do not exist', () => {
    const broken = defineTrait('cache', {
      patches: [
        {
          target: {
            ...target,
            where: '${resource.metadata.name == "greeter"}',
          },
          operations: [{ op: 'remove', path: '/spec/none' }],
        },
      ],
    });
    const profile: ComponentTypeInput['profile'] = {
      traits: [{ kind: 'Trait', name: 'cache', instanceName: 'c' }],
    };
    expect(render({}, { traits: [broken], profile }).problems).toEqual([
      'Trait cache spec.patches[0].operations[0].path: /spec/none of Deployment "greeter": the object has no member "none"',
    ]);
    expect(render({}, { profile }).problems).toEqual([
      'Component spec.traits[0]: Trait "cache" not found; create it',
    ]);
  });

  it('warn about values of an environment for a trait that the release does not have', () => {
    expect(
      render({}, { traitEnvironmentConfigs: { gone: { a: 1 } } }).problems,
    ).toEqual([
      'spec.traitEnvironmentConfigs.gone: the component has no such trait in this release, so that the values have no effect',
    ]);
  });
});
