import {
  buildNamespace,
  cellNamespace,
  genDistinctName,
  genDnsLabel,
  genName,
  isDnsLabel,
  isDnsSubdomain,
  labelValue,
} from './gen-name';

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

  it.each([
    [63, ['größe', 'api'], 'gr--e-api'],
    [63, ['名前'], ''],
    [63, ['books', '/{id}.json'], 'books-id.json'],
    [63, ['a..b', 'c.-d'], 'a.b-c.d'],
    [20, ['my.application', 'x'], 'my.ap-x'],
    [19, ['my.application', 'x'], 'my.ap-x'],
    [16, ['my.application', 'x'], 'my.x'],
  ])(
    'returns a DNS subdomain where OpenChoreo does not: %i bytes for %j',
    (limit, parts, start) => {
      const name = genName(limit, ...parts);
      expect(isDnsSubdomain(name)).toBe(true);
      expect(name.length).toBeLessThanOrEqual(limit);
      expect(name).toMatch(/[0-9a-f]{8}$/);
      expect(name.slice(0, start.length)).toBe(start);
    },
  );
});

describe('genDnsLabel', () => {
  it('returns a name without dots, distinct for distinct parts', () => {
    expect(genDnsLabel(63, 'my.app')).toMatch(/^my-app-[0-9a-f]{8}$/);
    expect(genDnsLabel(63, 'my.app')).not.toBe(genDnsLabel(63, 'my-app'));
    expect(genDnsLabel(63, 'my-app')).toBe(genName(63, 'my-app'));
  });
});

describe('isDnsLabel', () => {
  it('accepts up to 63 lower case letters, digits and hyphens', () => {
    expect(['a', '1a', 'a-b', 'a'.repeat(63)].filter(isDnsLabel)).toHaveLength(
      4,
    );
    expect(
      ['', 'A', 'a.b', 'a_b', '-a', 'a-', 'a'.repeat(64)].filter(isDnsLabel),
    ).toEqual([]);
  });
});

describe('labelValue', () => {
  it.each(['', 'a', 'My.value_1-a', 'a'.repeat(63)])('keeps "%s"', text => {
    expect(labelValue(text)).toBe(text);
  });

  it('truncates a text over the limit and keeps two of them distinct', () => {
    const long = 'a'.repeat(64);
    expect(labelValue(long)).toMatch(/^a{54}-[0-9a-f]{8}$/);
    expect(labelValue(long)).not.toBe(labelValue(`${long}a`));
  });

  it('converts a text with other characters', () => {
    expect(labelValue('My Shop!')).toMatch(/^my-shop-[0-9a-f]{8}$/);
    expect(labelValue('-')).toMatch(/^[0-9a-f]{8}$/);
  });
});

describe('cellNamespace', () => {
  it('is a DNS label for names with dots and long names', () => {
    const namespace = cellNamespace('acme.corp', 'my.shop', 'dev.eu');
    expect(namespace).toMatch(/^dp-acme-corp-my-shop-dev-eu-[0-9a-f]{8}$/);
    expect(isDnsLabel(cellNamespace('a.'.repeat(99), 'b', 'c'))).toBe(true);
  });

  it('returns the namespace of a project in an environment', () => {
    expect(cellNamespace('default', 'default', 'development')).toBe(
      'dp-default-default-development-f8e58905',
    );
  });
});

describe('genDistinctName', () => {
  it('has another hash for another text, which is not in the name', () => {
    expect(genDistinctName(253, 'b1946ac9', 'app', 'secret')).toMatch(
      /^app-secret-[0-9a-f]{8}$/,
    );
    expect(genDistinctName(253, 'b1946ac9', 'app', 'secret')).not.toBe(
      genDistinctName(253, '591785b7', 'app', 'secret'),
    );
  });
});

describe('buildNamespace', () => {
  it('is that of OpenChoreo, unless it would not be a DNS label', () => {
    expect(buildNamespace('default')).toBe('openchoreo-ci-default');
    expect(buildNamespace('Acme_Corp.eu')).toBe('openchoreo-ci-acme-corp-eu');
    expect(isDnsLabel(buildNamespace('a'.repeat(60)))).toBe(true);
  });
});
