import { templateEntityV1beta3Validator } from '@backstage/plugin-scaffolder-common';
import { defaults } from '../../__testUtils__/translate';
import { aClass, aComponentType, anApiClass } from '../../__testUtils__/units';
import { validateEntity } from '../../provider/validateEntity';
import { translateUnit, unitProblems } from '../translateUnit';

const templatesOf = (
  unit: Parameters<typeof translateUnit>[0],
  options = defaults,
) => translateUnit(unit, options).filter(({ kind }) => kind === 'Template');

const templateOf = (unit: Parameters<typeof translateUnit>[0]) => {
  const [template] = templatesOf(unit);
  if (!template) throw new Error('there is no template');
  return template;
};

const webApp = aComponentType('web-app', {
  parameterSchema: {
    required: ['port'],
    properties: { port: { type: 'integer' } },
  },
});

describe('the template of a component type', () => {
  const template = templateOf(webApp);

  it('is valid', async () => {
    await expect(validateEntity(template)).resolves.toBeUndefined();
    await expect(templateEntityV1beta3Validator.check(template)).resolves.toBe(
      true,
    );
  });

  it('has the name, title, description, owner, tags and annotations of the type', () => {
    expect(template).toMatchObject({
      metadata: {
        namespace: 'acme',
        name: 'component-type-web-app',
        title: 'Web app',
        description: 'Creates a component: Web app',
        tags: ['openchoreo', 'component'],
        annotations: {
          'openchoreo.dev/organization': 'acme',
          'openchoreo.dev/component-type': 'web-app',
          'openchoreo.dev/kind': 'ComponentType',
          'openchoreo.dev/permission': 'openchoreo.component.create',
        },
      },
      spec: { owner: 'group:default/platform', type: 'component' },
    });
    expect(
      templateOf({ ...webApp, displayName: 'Website', description: 'Pages' }),
    ).toMatchObject({ metadata: { title: 'Website', description: 'Pages' } });
  });

  it('offers the traits that the type allows, each with its parameters', () => {
    const { spec } = templateOf({
      ...webApp,
      traits: [
        {
          kind: 'ClusterTrait',
          name: 'alert-rule',
          parameterSchema: {
            required: ['threshold'],
            properties: { threshold: { type: 'integer' } },
          },
        },
        { kind: 'Trait', name: 'sidecar', displayName: 'Log shipper' },
      ],
    });
    const constant = (value: string) => ({ enum: [value], default: value });
    expect(spec).toMatchObject({
      parameters: expect.arrayContaining([
        expect.objectContaining({
          title: 'Traits',
          properties: {
            traits: expect.objectContaining({
              items: {
                type: 'object',
                oneOf: [
                  expect.objectContaining({
                    title: 'Alert rule',
                    required: ['kind', 'name', 'instanceName', 'parameters'],
                    properties: {
                      kind: expect.objectContaining(constant('ClusterTrait')),
                      name: expect.objectContaining(constant('alert-rule')),
                      instanceName: expect.objectContaining({
                        default: 'alert-rule',
                      }),
                      parameters: expect.objectContaining({
                        required: ['threshold'],
                      }),
                    },
                  }),
                  expect.objectContaining({
                    title: 'Log shipper',
                    required: ['kind', 'name', 'instanceName'],
                  }),
                ],
              },
            }),
          },
        }),
      ]),
      steps: [{ input: { traits: '${{ parameters.traits }}' } }],
    });
  });

  it('creates a component of the type with what the form has', () => {
    expect(template.spec).toMatchObject({
      parameters: [
        { title: 'Web app', required: ['project', 'name'] },
        { title: 'Container', required: ['image'] },
        {
          title: 'Parameters',
          required: ['parameters'],
          properties: {
            parameters: {
              type: 'object',
              required: ['port'],
              properties: { port: { title: 'Port', type: 'integer' } },
            },
          },
        },
        { title: 'Delivery' },
      ],
      steps: [
        {
          action: 'openchoreo:component:create',
          input: {
            componentType: {
              kind: 'ComponentType',
              name: 'deployment/web-app',
            },
            project: '${{ parameters.project }}',
            image: '${{ parameters.image }}',
            parameters: '${{ parameters.parameters }}',
            delivery: '${{ parameters.delivery }}',
          },
        },
      ],
    });
  });

  it('offers the projects of the organization, or all for a ClusterComponentType', () => {
    const project = { 'ui:field': 'OpenChoreoProject' };
    expect(template.spec?.parameters).toMatchObject([
      {
        properties: {
          project: { ...project, 'ui:options': { inOrganization: 'acme' } },
        },
      },
      {},
      {},
      {},
    ]);
    const shared = templateOf(
      aComponentType('worker', { type: 'cluster-component-type' }),
    );
    expect(shared.metadata.annotations).not.toHaveProperty(
      'openchoreo.dev/organization',
    );
    expect(JSON.stringify(shared.spec)).not.toContain('inOrganization');
  });

  it('has no page for parameters or a container that the type does not have', () => {
    const proxy = templateOf(aComponentType('proxy', { inputs: [] }));
    expect(proxy.spec?.parameters).toMatchObject([
      { title: 'Proxy' },
      { title: 'Delivery' },
    ]);
    expect(proxy.spec?.steps).not.toMatchObject([
      { input: { parameters: expect.anything() } },
    ]);
  });

  it('shows the rules of the type', () => {
    const { spec } = templateOf({ ...webApp, rules: ['Needs an endpoint.'] });
    expect(spec?.parameters).toMatchObject([
      {},
      { description: 'Needs an endpoint.' },
      {},
      {},
    ]);
  });

  it('does not exist where the configuration has no templates', () => {
    const without = { ...defaults, hasTemplates: false };
    expect(templatesOf(webApp, without)).toEqual([]);
  });

  it.each(['template:default/website', 'none'])(
    'does not exist where the type names %s',
    named => {
      const unit = { ...webApp, template: named };
      expect(templatesOf(unit)).toEqual([]);
      expect(unitProblems(unit, defaults)).toEqual([]);
    },
  );

  it('does not exist where the type names an invalid template, which is reported', () => {
    const unit = { ...webApp, template: 'my website' };
    expect(templatesOf(unit)).toEqual([]);
    expect(unitProblems(unit, defaults)).toEqual([
      {
        path: 'metadata.annotations["openchoreo.dev/template"]',
        message:
          '"my website" is neither the entity ref of a template nor none. There is no template',
      },
    ]);
  });

  it('reports parameters that the form leaves out', () => {
    const unit = aComponentType('web-app', {
      parameterSchema: {
        properties: { token: { type: 'string', writeOnly: true } },
      },
    });
    expect(unitProblems(unit, defaults)).toMatchObject([
      { message: expect.stringContaining('The value of token is secret') },
    ]);
  });

  it('fails for a schema that is not understood', () => {
    const unit = aComponentType('web-app', {
      parameterSchema: { properties: { port: { $ref: '#/$defs/Port' } } },
    });
    expect(() => translateUnit(unit, defaults)).toThrow(
      '#/$defs/Port does not exist',
    );
  });
});

describe('the template of a class', () => {
  it('creates a component with the class', async () => {
    const template = templateOf(aClass('stateful'));
    await expect(templateEntityV1beta3Validator.check(template)).resolves.toBe(
      true,
    );
    expect(template).toMatchObject({
      metadata: {
        name: 'service-class-stateful',
        title: 'Stateful',
        description: 'Creates a service: Stateful',
        tags: ['openchoreo', 'service'],
      },
      spec: {
        type: 'service',
        steps: [
          {
            input: {
              type: 'Service',
              className: 'stateful',
              endpoints: '${{ parameters.endpoints }}',
            },
          },
        ],
      },
    });
  });
});

describe('the template of an API class', () => {
  it('exposes an API with the class', async () => {
    const template = templateOf(anApiClass('partners'));
    await expect(templateEntityV1beta3Validator.check(template)).resolves.toBe(
      true,
    );
    expect(template).toMatchObject({
      metadata: {
        name: 'api-class-partners',
        title: 'Partners',
        annotations: {
          'openchoreo.dev/permission': 'openchoreo.component.update',
        },
      },
      spec: {
        type: 'api',
        steps: [
          {
            action: 'openchoreo:api:apply',
            input: {
              className: 'partners',
              component: '${{ parameters.component }}',
              endpoint: '${{ parameters.endpoint }}',
            },
          },
        ],
      },
    });
  });
});
