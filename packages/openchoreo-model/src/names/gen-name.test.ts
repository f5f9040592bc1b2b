import { cellNamespace, genName } from './gen-name';

/** Names that OpenChoreo v0.3.2 generates. */
const vectors: [limit: number, parts: string[], name: string][] = [
  [253, ['project', 'component'], 'project-component-932d1646'],
  [
    253,
    ['My_Project$', 'Component@Name'],
    'my-project-component-name-40314333',
  ],
  [
    253,
    ['-invalid-start', 'invalid-end-'],
    'invalid-start-invalid-end-f124257d',
  ],
  [253, ['', ''], '3973e022'],
  [253, ['!!!', '###'], '606b424e'],
  [253, ['ProjectName', 'ComponentName'], 'projectname-componentname-755d4ced'],
  [
    253,
    ['project.name', 'component.name'],
    'project.name-component.name-851db5b2',
  ],
  [
    253,
    ['project_name with spaces', 'component_name'],
    'project-name-with-spaces-component-name-101f1326',
  ],
  [
    253,
    ['a'.repeat(300), 'component'],
    `${'a'.repeat(122)}-component-a250aee3`,
  ],
  [
    253,
    ['a'.repeat(260), 'b'.repeat(260)],
    `${'a'.repeat(122)}-${'b'.repeat(121)}-654ba7cd`,
  ],
  [
    63,
    ['dp', 'default-org', 'default-project', 'development'],
    'dp-default-org-default-proje-development-39faf2d8',
  ],
  [
    63,
    ['dp', 'test-organization', 'my-project', 'test-environment'],
    'dp-test-organiza-my-project-test-environ-04bdf416',
  ],
  [
    253,
    ['my-component', 'my-main-track', 'redis-config-group'],
    'my-component-my-main-track-redis-config-group-b8ef9df9',
  ],
  [
    253,
    ['my-component', 'my-main-track', 'mysql-config-group'],
    'my-component-my-main-track-mysql-config-group-e7d2f2be',
  ],
  [
    52,
    ['my-component', 'my-main-track'],
    'my-component-my-main-track-a43a18e7',
  ],
  [
    63,
    ['dp', 'default', 'default', 'development'],
    'dp-default-default-development-f8e58905',
  ],
  [
    63,
    ['dp', 'default', 'default', 'staging'],
    'dp-default-default-staging-1362f732',
  ],
  [
    63,
    ['dp', 'default', 'default', 'production'],
    'dp-default-default-production-86697425',
  ],
  [
    63,
    ['dp', 'default', 'gcp-microservice-demo', 'development'],
    'dp-default-gcp-microserv-development-4b8b4fdc',
  ],
  [253, ['greeter-service'], 'greeter-service-483f44a4'],
  [253, ['reading-list-service'], 'reading-list-service-114738c1'],
  [
    63,
    ['greeter-service', 'greeter-api', 'public', 'httproute'],
    'greeter-servi-greeter-api-public-httproute-7c8cbc62',
  ],
  [
    63,
    ['greeter-service', 'greeter-api', 'public'],
    'greeter-service-greeter-api-public-17e9931f',
  ],
  [
    63,
    ['greeter-service', 'greeter-api', 'public', 'btp'],
    'greeter-servi-greeter-api-public-btp-a816b04c',
  ],
  [
    253,
    ['react-starter', 'webapp', 'httproute'],
    'react-starter-webapp-httproute-e7a4133f',
  ],
  [
    63,
    ['reading-list-service-build-01'],
    'reading-list-service-build-01-a008bd4a',
  ],
  [253, ['greeter-service-staging'], 'greeter-service-staging-1362b1b4'],
];

describe('genName', () => {
  it.each(vectors)(
    'limits the name to %i bytes for %j',
    (limit, parts, name) => {
      expect(genName(limit, ...parts)).toBe(name);
    },
  );

  it('does not exceed the limit with multi-byte characters', () => {
    const name = genName(63, 'größenordnung'.repeat(9), '名前'.repeat(20));
    expect(new TextEncoder().encode(name).length).toBeLessThanOrEqual(63);
    expect(name).not.toContain('\uFFFD');
  });

  it('returns different names for parts that are equal after cleaning', () => {
    expect(genName(63, 'a_b')).not.toBe(genName(63, 'a-b'));
  });
});

describe('cellNamespace', () => {
  it('returns the namespace of a project in an environment', () => {
    expect(cellNamespace('default', 'default', 'development')).toBe(
      'dp-default-default-development-f8e58905',
    );
  });
});
