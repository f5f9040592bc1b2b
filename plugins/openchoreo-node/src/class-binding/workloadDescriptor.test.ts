import { InputError } from '@backstage/errors';
import {
  parseWorkloadDescriptor,
  workloadDescriptor,
} from './workloadDescriptor';

const aDescriptor = (endpoints: string) =>
  [
    'apiVersion: openchoreo.dev/v1alpha1',
    'metadata: { name: parts }',
    `endpoints: ${endpoints}`,
  ].join('\n');

describe('a workload descriptor', () => {
  it('has the endpoints of a component, with their definitions in files', () => {
    const { descriptor, schemaFiles } = workloadDescriptor({
      name: 'parts',
      port: 8080,
      basePath: '/v1',
      apiDefinition: 'openapi: 3.1.0',
    });
    expect(descriptor).toBe(
      [
        'apiVersion: openchoreo.dev/v1alpha1',
        'metadata:',
        '  name: parts',
        'endpoints:',
        '  - name: http',
        '    port: 8080',
        '    type: REST',
        '    schemaFile: openapi.yaml',
        '    context: /v1',
        '',
      ].join('\n'),
    );
    expect(schemaFiles).toEqual([
      { path: 'openapi.yaml', content: 'openapi: 3.1.0' },
    ]);
  });

  it('is parsed to the endpoints that it was written from', () => {
    const endpoints = [
      { name: 'a', port: 1, type: 'REST' as const, apiDefinition: 'one' },
      { name: 'b', port: 2, type: 'GraphQL' as const, apiDefinition: 'two' },
      { name: 'c', port: 3, type: 'TCP' as const, basePath: '/c' },
    ];
    expect(
      parseWorkloadDescriptor(workloadDescriptor({ name: 'parts', endpoints })),
    ).toEqual({ endpoints, connections: {} });
  });

  it('may have neither endpoints nor connections', () => {
    expect(
      parseWorkloadDescriptor(workloadDescriptor({ name: 'parts' })),
    ).toEqual({ endpoints: [], connections: {} });
  });

  it.each([
    [
      'with an unknown alias',
      'apiVersion: *version',
      /not valid YAML: .*alias/,
    ],
    [
      'with very many aliases',
      [
        'a: &a [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]',
        'b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]',
        'c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]',
        'd: [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]',
      ].join('\n'),
      /not valid YAML: Excessive alias count/,
    ],
    ['of another version', 'apiVersion: v1', /apiVersion: must be openchoreo/],
    [
      'with an unknown field',
      aDescriptor('[{ name: a, port: 1, type: REST, path: / }]'),
      /endpoints\.0: has no field path/,
    ],
    [
      'with an invalid port',
      aDescriptor('[{ name: a, port: 0, type: REST }]'),
      /endpoints\.0\.port: is not a port/,
    ],
    [
      'with two endpoints of one name',
      aDescriptor(
        '[{ name: a, port: 1, type: TCP }, { name: a, port: 2, type: TCP }]',
      ),
      /endpoints\.1\.name: a is used twice/,
    ],
    [
      'with a connection to no component',
      [
        aDescriptor('[]'),
        'connections:',
        '  - { name: a, type: api, params: {}, inject: { env: [] } }',
      ].join('\n'),
      /connections\.0\.params\.componentName/,
    ],
    [
      'that names a missing file',
      aDescriptor('[{ name: a, port: 1, type: REST, schemaFile: api.yaml }]'),
      /schemaFiles: the file api\.yaml, which endpoints\.0 .* is missing/,
    ],
  ])('%s is rejected', (_, descriptor, message) => {
    expect(() => parseWorkloadDescriptor({ descriptor })).toThrow(message);
    expect(() => parseWorkloadDescriptor({ descriptor })).toThrow(InputError);
  });
});
