import { openApiDocument } from './openapi';

describe('openApiDocument', () => {
  const document = openApiDocument({ version: '1.2.3' });

  it('describes every schema that it refers to', () => {
    const text = JSON.stringify(document);
    const refs = [...text.matchAll(/"#\/components\/schemas\/(\w+)"/g)];
    expect(refs.length).toBeGreaterThan(10);
    expect(Object.keys(document.components.schemas)).toEqual(
      expect.arrayContaining(refs.map(([, name]) => name)),
    );
  });

  it('takes its schemas from those that answers are checked against', () => {
    expect(document.components.schemas).toMatchObject({
      EnvironmentCard: {
        type: 'object',
        properties: { state: { enum: expect.arrayContaining(['Ready']) } },
      },
      PromoteRequest: { required: ['from', 'to'], additionalProperties: false },
    });
  });

  it('names every parameter of a path', () => {
    for (const [path, operations] of Object.entries(document.paths)) {
      const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      for (const operation of Object.values(operations)) {
        const described = operation.parameters
          .filter((parameter: { in: string }) => parameter.in === 'path')
          .map((parameter: { name: string }) => parameter.name);
        expect(described).toEqual(names);
      }
    }
  });
});
