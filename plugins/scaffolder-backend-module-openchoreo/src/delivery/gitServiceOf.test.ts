import { mockServices } from '@backstage/backend-test-utils';
import { GitServer } from '@promenade/test-git';
import { gitHubApi, gitLabApi } from '../__testUtils__/gitServiceApis';
import { findRepository } from './gitHosts';
import { gitServiceOf } from './gitServiceOf';

describe.each([
  [
    'github',
    gitHubApi,
    '/api/v3',
    'https://github.test/acme/manifests/pull/1',
    '/blob/main',
    'token hush',
  ],
  [
    'gitlab',
    gitLabApi,
    '/api/v4',
    'https://gitlab.test/acme/manifests/-/merge_requests/1',
    '/-/blob/main',
    'Bearer hush',
  ],
])('the service %s', (service, apiOf, path, url, contents, token) => {
  const api = apiOf();
  let server: GitServer;

  beforeAll(async () => {
    server = await GitServer.start({ password: 'hush', rest: api.rest });
    api.server = server;
    await server.createRepository('acme/manifests', { a: 'a' });
    await server.commit('acme/manifests', { b: 'b' }, 'change');
  });
  afterAll(() => server.stop());

  const serviceOf = async (name: string) => {
    const config = mockServices.rootConfig({
      data: {
        integrations: {
          [service]: [
            {
              host: server.host,
              apiBaseUrl: `http://${server.host}${path}`,
              baseUrl: `http://${server.host}`,
              token: 'hush',
            },
          ],
        },
      },
    });
    const repository = await findRepository(config, server.url(`acme/${name}`));
    const logger = mockServices.logger.mock();
    const found = gitServiceOf(repository, { config, logger });
    if (!found) throw new Error('There is no service');
    return found;
  };

  const request = {
    branch: 'change',
    base: 'main',
    title: 'A change',
    description: 'Requested by ada',
  };

  it('opens one pull request for a branch', async () => {
    const { openPullRequest } = await serviceOf('manifests');
    expect(await openPullRequest(request)).toBe(url);
    expect(await openPullRequest(request)).toBe(url);
    expect(api.pullRequests).toEqual([
      expect.objectContaining({
        head: 'change',
        base: 'main',
        title: 'A change',
        description: 'Requested by ada',
      }),
    ]);
    expect([...api.tokens]).toEqual([token]);
  });

  it('says which branch has no pull request, and not why in the words of the host', async () => {
    const { openPullRequest } = await serviceOf('manifests');
    await expect(
      openPullRequest({ ...request, branch: 'missing' }),
    ).rejects.toThrow(
      /^Could not open a (pull|merge) request for the branch missing of http.*: \S+ answered with status 4\d\d. Ask the platform team/,
    );
  });

  it('creates a repository once', async () => {
    const { createRepository, contentsUrl } = await serviceOf('alerts');
    await createRepository({ description: 'Alerts' });
    await createRepository({ description: 'Alerts' });
    expect(api.repositories).toEqual(['acme/alerts']);
    expect(contentsUrl('main')).toMatch(`acme/alerts${contents}`);
  });
});
