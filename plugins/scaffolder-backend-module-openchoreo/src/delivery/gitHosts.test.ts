import { mockServices } from '@backstage/backend-test-utils';
import { findRepository, ownerAndName } from './gitHosts';

const config = mockServices.rootConfig({
  data: {
    integrations: {
      github: [{ host: 'github.com', token: 'github-token' }],
      gitlab: [
        {
          host: 'gitlab.acme.test',
          token: 'gitlab-token',
          apiBaseUrl: 'https://gitlab.acme.test/api/v4',
        },
      ],
    },
    openchoreo: {
      delivery: {
        gitHosts: [
          { host: 'git.acme.test', username: 'portal', token: 'secret' },
          { host: 'git.cluster.test:3000', allowHttp: true },
        ],
      },
    },
  },
});

describe('findRepository', () => {
  it.each([
    [
      'https://github.com/acme/manifests',
      'github',
      { username: 'x-access-token', password: 'github-token' },
    ],
    [
      'https://gitlab.acme.test/acme/tram/manifests',
      'gitlab',
      { username: 'oauth2', password: 'gitlab-token' },
    ],
    [
      'https://git.acme.test/manifests.git',
      'git',
      { username: 'portal', password: 'secret' },
    ],
    ['http://git.cluster.test:3000/manifests.git', 'git', undefined],
  ])('has the credentials of %s', async (url, service, credentials) => {
    expect(await findRepository(config, url)).toMatchObject({
      url,
      service,
      credentials,
    });
  });

  it.each([
    [
      'https://evil.test/acme/manifests',
      'may not use repositories on evil.test',
    ],
    ['https://github.com.evil.test/a/b', 'may not use repositories on'],
    ['https://git.acme.test:8443/manifests', 'may not use repositories on'],
    ['http://github.com/acme/manifests', 'is not encrypted'],
    ['https://ada:hush@github.com/a/b', 'has a user name or a password'],
    ['https://hush@evil.test/a/b', 'has a user name or a password'],
    ['file:///etc', 'is not a URL'],
    ['git@github.com:acme/manifests', 'is not a URL'],
  ])('rejects %s', async (url, message) => {
    const error = await findRepository(config, url).catch(
      (reason: Error) => reason,
    );
    expect(error).toMatchObject({
      message: expect.stringContaining(message),
    });
    expect(JSON.stringify(error)).not.toContain('hush');
  });
});

describe('ownerAndName', () => {
  it.each([
    ['https://github.com/acme/manifests.git', 'acme', 'manifests'],
    ['https://gitlab.com/acme/tram/manifests/', 'acme/tram', 'manifests'],
  ])('of %s', (url, owner, name) => {
    expect(ownerAndName({ url })).toEqual({ owner, name });
  });
});
