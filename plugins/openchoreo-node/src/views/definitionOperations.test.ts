import { definitionOperations } from './definitionOperations';

const operationsOf = (text: string) =>
  definitionOperations(text).operations.map(
    ({ method, path, summary }) =>
      `${method} ${path}${summary ? ` ${summary}` : ''}`,
  );

describe('definitionOperations', () => {
  it('reads the operations of an OpenAPI document in YAML, in its order', () => {
    expect(
      operationsOf(`
openapi: 3.1.0
info: { title: Books, version: '1' }
paths:
  /books:
    parameters: []
    get: { summary: List books }
    post: {}
  /books/{id}:
    delete: { summary: 7 }
`),
    ).toEqual(['GET /books List books', 'POST /books', 'DELETE /books/{id}']);
  });

  it('reads JSON', () => {
    expect(
      operationsOf(
        '{"swagger":"2.0","paths":{"/a":{"put":{"summary":"Set"}}}}',
      ),
    ).toEqual(['PUT /a Set']);
  });

  it.each([
    'type Query { books: [Book] }',
    'syntax = "proto3";',
    'asyncapi: 3.0.0',
    'paths: [1]',
    '- a list',
    '',
  ])('has no operations of %j', text => {
    expect(definitionOperations(text).operations).toEqual([]);
  });

  it('says that a document is not valid', () => {
    expect(definitionOperations('{ "paths": ').problem).toBe(
      'The definition is not valid YAML or JSON.',
    );
  });

  it('expands no aliases without a limit', () => {
    const levels = Array.from(
      { length: 20 },
      (_, level) =>
        `l${level}: &l${level} [${Array(10)
          .fill(level ? `*l${level - 1}` : 'x')
          .join(', ')}]`,
    );
    expect(definitionOperations(levels.join('\n')).problem).toBeDefined();
  });

  it('limits the number of operations, and says so', () => {
    const paths = Array.from(
      { length: 501 },
      (_, id) => `  /p${id}: { get: {} }`,
    );
    const { operations, problem } = definitionOperations(
      ['paths:', ...paths].join('\n'),
    );
    expect(operations).toHaveLength(500);
    expect(problem).toContain('501 operations');
  });

  it('leaves out what is no path, and keeps the others', () => {
    const text = JSON.stringify({
      openapi: '3.1.0',
      paths: { 'x-group': 'shop', '/books': { get: {} } },
    });
    expect(definitionOperations(text)).toEqual({
      operations: [{ method: 'GET', path: '/books', summary: undefined }],
    });
  });
});
