import { toCel } from './cel/values';
import { renderTemplate } from './render-template';

const variables = {
  parameters: toCel({
    replicas: 3,
    name: 'web',
    labels: { team: 'a' },
    isPublic: true,
  }),
};

const render = (template: unknown) =>
  renderTemplate(template, variables, 'spec.template');

describe('a template', () => {
  it.each([
    ['${parameters.replicas}', 3],
    ['  ${parameters.replicas}\n', 3],
    ['${parameters.labels}', { team: 'a' }],
    ['${parameters.name}-${parameters.replicas}', 'web-3'],
    [
      'is ${parameters.isPublic} in ${parameters.labels}',
      'is true in {"team":"a"}',
    ],
    ['${"}"}${"{"}', '}{'],
    ['costs $5 {a}', 'costs $5 {a}'],
    ['not closed ${parameters.name', 'not closed ${parameters.name'],
  ])('%j becomes %j', (template, expected) => {
    expect(render(template)).toEqual(expected);
  });

  it('keeps what is no text', () => {
    const plain = { a: [1, true, null, { b: 0.5 }], c: {} };
    expect(render(plain)).toEqual(plain);
  });

  it('renders the names of members', () => {
    expect(render({ '${parameters.name}.txt': 'x' })).toEqual({
      'web.txt': 'x',
    });
  });

  it('leaves out members and items that are omitted', () => {
    expect(
      render({ a: '${oc_omit()}', b: ['${oc_omit()}', 'x'], c: {} }),
    ).toEqual({ b: ['x'], c: {} });
  });

  it('names the field of an error', () => {
    expect(() => render({ spec: [{ a: '${parameters.size}' }] })).toThrow(
      'spec.template.spec[0].a: No such key: size',
    );
    expect(() => render({ '${parameters.replicas}': 1 })).toThrow(
      'spec.template["${parameters.replicas}"]: the name of a member must be a text; use string() in its expression',
    );
    expect(() => render('${parameters.name + ${1}}')).toThrow(
      'an expression contains another one',
    );
  });
});
