import { problemsOf, translate } from '../__testUtils__/translate';
import { aComponent } from '../__testUtils__/units';

describe('the source and documentation of a component', () => {
  it.each([
    ['dir:.', 'url:https://git.test/acme/stock/tree/main/app/'],
    ['dir:./docs', 'url:https://git.test/acme/stock/tree/main/app/docs'],
    ['url:https://docs.test/stock', 'url:https://docs.test/stock'],
  ])('finds the documentation %s in the source', (given, expected) => {
    const stock = aComponent('stock', {
      annotations: { 'backstage.io/techdocs-ref': given },
      source: {
        repositoryUrl: 'https://git.test/acme/stock.git',
        branch: 'main',
        path: '/app',
      },
    });
    const [component] = translate(stock).values();
    expect(component.metadata.annotations).toMatchObject({
      'backstage.io/source-location':
        'url:https://git.test/acme/stock/tree/main/app/',
      'backstage.io/techdocs-ref': expected,
    });
    expect(problemsOf(stock)).toEqual([]);
  });

  it.each([
    ['url:https://git.test/other/', 'url:https://git.test/other/'],
    ['other', undefined],
    ['dir:.', undefined],
  ])(
    'has the source %s of the resource only if it is a URL',
    (given, expected) => {
      const [component] = translate(
        aComponent('stock', {
          annotations: { 'backstage.io/source-location': given },
        }),
      ).values();
      expect(
        component.metadata.annotations?.['backstage.io/source-location'],
      ).toBe(expected);
    },
  );

  it('reports a documentation without a source', () => {
    const stock = aComponent('stock', {
      annotations: { 'backstage.io/techdocs-ref': 'dir:.' },
    });
    const [component] = translate(stock).values();
    expect(component.metadata.annotations).not.toHaveProperty([
      'backstage.io/techdocs-ref',
    ]);
    expect(problemsOf(stock)).toMatchObject([
      { path: 'metadata.annotations["backstage.io/techdocs-ref"]' },
    ]);
  });
});
