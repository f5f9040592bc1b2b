import { mockServices } from '@backstage/backend-test-utils';
import { readOpenChoreoConfig } from './config';

const readAll = (openchoreo: object) =>
  readOpenChoreoConfig(mockServices.rootConfig({ data: { openchoreo } }));

const read = (openchoreo: object) => readAll(openchoreo).sources[0];

describe('readOpenChoreoConfig', () => {
  it('reads the kubeconfig and the context', () => {
    expect(read({ kubeconfig: '/etc/kube', context: 'eu' })).toMatchObject({
      kubeconfig: '/etc/kube',
      context: 'eu',
    });
  });

  it('treats an empty text as absent', () => {
    expect(
      read({ kubeconfig: '', context: '', organizationPrefix: '' }),
    ).toMatchObject({
      kubeconfig: undefined,
      context: undefined,
      organizationPrefix: '',
    });
  });

  it('reads the Secret of the signing key, and leaves the rest to the adapter', () => {
    const signingKeyOf = (secretRef: object) =>
      read({ signingKey: { secretRef } }).signingKey;
    expect(signingKeyOf({ namespace: 'platform', name: 'key' })).toEqual({
      namespace: 'platform',
      name: 'key',
    });
    expect(signingKeyOf({ name: 'key' })).toEqual({
      namespace: undefined,
      name: 'key',
    });
  });

  it('includes every organization by default', () => {
    expect(read({}).includes('acme')).toBe(true);
  });

  it('includes and excludes organizations by pattern', () => {
    const { includes } = read({
      organizations: { include: ['team-*'], exclude: ['*-old'] },
    });
    expect(['team-a', 'team-a-old', 'acme'].map(includes)).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('always includes the shared organization', () => {
    const { includes } = read({ organizations: { include: ['acme'] } });
    expect(includes('default')).toBe(true);
  });

  it('reads one control plane without a name', () => {
    expect(readAll({})).toMatchObject({
      hasNamedSources: false,
      sources: [{ configKey: 'openchoreo', organizationPrefix: '' }],
    });
  });

  it('reads several control planes', () => {
    const { sources, hasNamedSources } = readAll({
      sources: [
        { name: 'eu', kubeconfig: '/etc/eu', context: 'admin' },
        {
          name: 'us',
          kubeconfig: '/etc/us',
          organizationPrefix: 'us-',
          organizations: { exclude: ['test'] },
          signingKey: { secretRef: { name: 'key' } },
        },
      ],
    });
    expect(hasNamedSources).toBe(true);
    expect(sources).toMatchObject([
      {
        name: 'eu',
        configKey: 'openchoreo.sources[0]',
        kubeconfig: '/etc/eu',
        context: 'admin',
        organizationPrefix: '',
      },
      {
        name: 'us',
        configKey: 'openchoreo.sources[1]',
        organizationPrefix: 'us-',
        signingKey: { name: 'key' },
      },
    ]);
    expect(sources[1].includes('test')).toBe(false);
  });

  it('lets organizations tell control planes apart', () => {
    const organizations = [
      [{ include: ['acme'] }, { include: ['globex'] }],
      [{ exclude: ['acme'] }, { include: ['acme', 'default'] }],
      [{ include: ['a-*'] }, { include: ['b-*'] }],
    ];
    for (const [eu, us] of organizations) {
      expect(
        readAll({
          sources: [
            { name: 'eu', organizations: eu },
            { name: 'us', organizations: us },
          ],
        }).sources,
      ).toHaveLength(2);
    }
  });

  it.each([
    [
      'two forms at once',
      { kubeconfig: '/etc/kube', sources: [{ name: 'eu' }] },
      'openchoreo.sources and openchoreo.kubeconfig are both set. Move openchoreo.kubeconfig into an entry',
    ],
    [
      'an empty list',
      { sources: [] },
      'openchoreo.sources is empty. Add an entry with a name',
    ],
    [
      'a missing name',
      { sources: [{ kubeconfig: '/etc/kube' }] },
      'openchoreo.sources[0].name is missing. Give the control plane a name',
    ],
    [
      'an invalid name',
      { sources: [{ name: 'Europe West' }] },
      'openchoreo.sources[0].name is "Europe West". Use lower-case letters',
    ],
    [
      'two equal names',
      {
        sources: [{ name: 'eu' }, { name: 'eu', organizationPrefix: 'us-' }],
      },
      'openchoreo.sources[0].name and openchoreo.sources[1].name are both "eu". Give each control plane a name of its own',
    ],
    [
      'an invalid prefix of one control plane',
      { organizationPrefix: 'OC_' },
      'openchoreo.organizationPrefix is "OC_", with which the names of organizations would be invalid. Use at most 20 lower-case letters',
    ],
    [
      'an invalid prefix of one of several',
      { sources: [{ name: 'eu' }, { name: 'us', organizationPrefix: '-us' }] },
      'openchoreo.sources[1].organizationPrefix is "-us", with which',
    ],
    [
      'all organizations of two control planes under the same names',
      { sources: [{ name: 'eu' }, { name: 'us' }] },
      'openchoreo.sources[0] and openchoreo.sources[1] have no organizationPrefix, and both read all organizations. Set different values of organizationPrefix',
    ],
    [
      'an organization of two control planes under the same name',
      {
        sources: [
          {
            name: 'eu',
            organizationPrefix: 'oc-',
            organizations: { include: ['team-*'] },
          },
          {
            name: 'us',
            organizationPrefix: 'oc-',
            organizations: { include: ['acme', 'team-a'] },
          },
        ],
      },
      'have the organizationPrefix oc-, and both read the organization team-a.',
    ],
  ])('rejects %s', (_, openchoreo, message) => {
    expect(() => readAll(openchoreo)).toThrow(message);
  });
});
