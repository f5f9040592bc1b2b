import { parseWorkloadDescriptor } from '../workloadDescriptor';

const score = (...lines: string[]) =>
  ['apiVersion: score.dev/v1b1', 'metadata: { name: shop }', ...lines].join(
    '\n',
  );

const parse = (...lines: string[]) =>
  parseWorkloadDescriptor({ descriptor: score(...lines) });

const withVariable = (text: string, ...lines: string[]) =>
  parse(
    'containers:',
    '  web:',
    '    image: .',
    `    variables: { A: ${JSON.stringify(text)} }`,
    'resources:',
    '  db: { type: postgres }',
    '  cache: { type: redis, id: shared-cache }',
    '  env: { type: environment, id: shop-settings }',
    '  stock: { type: service, params: { port: http } }',
    '  broken: { type: service }',
    '  constructor: { type: redis }',
    ...lines,
  );

describe('a Score file', () => {
  it('has containers, with the first as the main one, and ports', () => {
    expect(
      parse(
        'containers:',
        '  web:',
        '    image: registry.test/shop:1',
        '    command: [/shop]',
        '    args: [--port, "8080"]',
        '    variables: { LEVEL: info, PRICE: "$$5", NAME: "${metadata.name}-web" }',
        '  proxy: { image: registry.test/proxy:1 }',
        'service:',
        '  ports:',
        '    http: { port: 80, targetPort: 8080 }',
        '    events: { port: 9000, protocol: UDP }',
      ),
    ).toEqual({
      endpoints: [
        { name: 'http', port: 8080 },
        { name: 'events', port: 9000, type: 'UDP' },
      ],
      connections: {},
      containers: {
        main: {
          image: 'registry.test/shop:1',
          command: ['/shop'],
          args: ['--port', '8080'],
          env: [
            { key: 'LEVEL', value: 'info' },
            { key: 'PRICE', value: '$5' },
            { key: 'NAME', value: 'shop-web' },
          ],
        },
        proxy: { image: 'registry.test/proxy:1' },
      },
      warnings: [],
    });
  });

  it('leaves the image of a build as it is, and reports what a class sets', () => {
    const { containers, warnings } = parse(
      'containers:',
      '  web:',
      '    image: .',
      '    resources: { limits: { cpu: 1 } }',
    );
    expect(containers).toEqual({ main: {} });
    expect(warnings).toEqual([
      expect.stringMatching(/^containers\.web\.resources has no effect: /),
    ]);
  });

  it.each([
    [
      'postgres://${resources.db.username}@${resources.db.host}',
      'db',
      {
        type: 'managed',
        managed: { resource: 'db' },
        inject: {
          env: [{ name: 'A', value: 'postgres://{{ .username }}@{{ .host }}' }],
        },
      },
    ],
    [
      '{{x}} ${resources.cache.host}',
      'cache',
      {
        type: 'managed',
        managed: { resource: 'shared-cache' },
        inject: { env: [{ name: 'A', value: '{{ "{{" }}x}} {{ .host }}' }] },
      },
    ],
    [
      '{${resources.db.host}}',
      'db',
      {
        type: 'managed',
        managed: { resource: 'db' },
        inject: { env: [{ name: 'A', value: '{{ "{" }}{{ .host }}}' }] },
      },
    ],
    [
      '${resources.constructor.toString}',
      'constructor',
      {
        type: 'managed',
        managed: { resource: 'constructor' },
        inject: { env: [{ name: 'A', value: '{{ .toString }}' }] },
      },
    ],
    [
      '${resources.stock.hostname}',
      'stock',
      {
        type: 'api',
        params: { componentName: 'stock', endpoint: 'http' },
        inject: { env: [{ name: 'A', value: '{{ .host }}' }] },
      },
    ],
  ])('connects with %s', (text, id, connection) => {
    expect(withVariable(text).connections).toEqual({ [id]: connection });
  });

  it('reads a variable of an environment from a ConfigurationGroup', () => {
    expect(withVariable('${resources.env.LEVEL}').containers?.main.env).toEqual(
      [
        {
          key: 'A',
          valueFrom: {
            configurationGroupRef: { name: 'shop-settings', key: 'LEVEL' },
          },
        },
      ],
    );
  });

  it.each([
    ['${resources.db.host', /has no end/],
    ['${resources.none.host}', /uses the resource none, which is not declared/],
    ['${resources.toString.host}', /uses the resource toString, which is not/],
    [
      '${resources.__proto__.host}',
      /uses the resource __proto__, which is not/,
    ],
    ['${metadata.constructor.name}', /nor a text of metadata/],
    ['${secrets.a}', /\$\{secrets\.a\} is neither an output of a resource/],
    [
      '${resources.db.host} ${resources.cache.host}',
      /uses the resources db and cache\. Use one variable for each/,
    ],
    ['x${resources.env.LEVEL}', /has text beside \$\{resources\.env/],
    ['${resources.broken.host}', /whose params\.port is missing/],
  ])('with the variable %s is rejected', (text, message) => {
    expect(() => withVariable(text)).toThrow(message);
    expect(() => withVariable(text)).toThrow(
      'descriptor: containers.web.variables.A: ',
    );
  });

  it('has placeholders as text where a second dollar sign is before them', () => {
    expect(
      withVariable('$$${metadata.name} $${HOME}').containers,
    ).toMatchObject({ main: { env: [{ key: 'A', value: '$shop ${HOME}' }] } });
  });

  it('with very many unfinished placeholders is rejected', () => {
    expect(() => withVariable('${'.repeat(200_000))).toThrow(/has no end/);
  });

  it('has files from its text, and from the repository', () => {
    const { containers } = parseWorkloadDescriptor({
      descriptor: score(
        'containers:',
        '  web:',
        '    image: .',
        '    files:',
        '      /etc/a: { content: "costs $$5" }',
        '      /etc/b: { source: ./b.conf, noExpand: true }',
      ),
      schemaFiles: [{ path: './b.conf', content: '${kept}' }],
    });
    expect(containers?.main.files).toEqual([
      { mountPath: '/etc/a', value: 'costs $5' },
      { mountPath: '/etc/b', value: '${kept}' },
    ]);
  });

  it.each([
    ['/a: { source: a }', /schemaFiles: the file a, which .* is missing/],
    ['/a: {}', /has neither content nor source/],
    ['/a: { content: "${x}" }', /has placeholders, which files cannot have/],
  ])('with the file %s is rejected', (file, message) => {
    expect(() =>
      parse('containers:', '  web:', '    image: .', `    files: { ${file} }`),
    ).toThrow(message);
  });

  it.each([
    ['no container', ['containers: {}'], /containers: has no container/],
    [
      'an invalid port',
      [
        'containers: { web: { image: . } }',
        'service: { ports: { http: { port: 0 } } }',
      ],
      /service\.ports\.http\.port/,
    ],
  ])('with %s is rejected', (_, lines, message) => {
    expect(() => parse(...lines)).toThrow(message);
  });
});
