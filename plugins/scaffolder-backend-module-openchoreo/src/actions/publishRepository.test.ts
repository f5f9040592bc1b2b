import { symlink } from 'node:fs/promises';
import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import { GitServer } from '@promenade/test-git';
import { gitHubApi } from '../__testUtils__/gitServiceApis';
import { TestPlatform } from '../__testUtils__/TestPlatform';
import { TestTask } from '../__testUtils__/TestTask';
import { publishRepositoryAction } from './publishRepository';

describe('openchoreo:repository:publish', () => {
  const workspace = createMockDirectory();
  const api = gitHubApi();
  let platform: TestPlatform;
  let server: GitServer;

  beforeAll(async () => {
    platform = await TestPlatform.start();
    server = await GitServer.start({ password: 'hush', rest: api.rest });
    api.server = server;
  }, 60_000);
  afterAll(async () => {
    await server?.stop();
    await platform?.stop();
  }, 60_000);
  beforeEach(() => {
    workspace.setContent({
      source: { 'README.md': 'Alerts\n', 'src/main.ts': 'start();\n' },
    });
    server.pushes = 0;
  });

  /** @param service - of the integration; a plain Git host by default */
  async function publish(name: string, service?: 'github') {
    const config = mockServices.rootConfig({
      data: service
        ? {
            integrations: {
              github: [
                {
                  host: server.host,
                  apiBaseUrl: `http://${server.host}/api/v3`,
                  token: 'hush',
                },
              ],
            },
          }
        : {
            openchoreo: {
              delivery: { gitHosts: [{ host: server.host, token: 'hush' }] },
            },
          },
    });
    const task = new TestTask();
    await task.run(
      publishRepositoryAction({ ...platform.services, config }),
      { repository: server.url(name), sourcePath: 'source' },
      { workspacePath: workspace.path },
    );
    return task;
  }

  it('creates a repository on GitHub and pushes the first commit, once', async () => {
    const { outputs, log } = await publish('acme/alerts', 'github');
    const url = `http://${server.host}/acme/alerts`;
    expect(outputs).toEqual({
      remoteUrl: url,
      branch: 'main',
      repoContentsUrl: `${url}/blob/main`,
    });
    expect(await server.files('acme/alerts', 'main')).toEqual([
      'README.md',
      'src/main.ts',
    ]);
    expect(await server.subjects('acme/alerts', 'main')).toEqual([
      'Initial commit',
    ]);
    expect(log.join('\n')).not.toContain('hush');

    expect((await publish('acme/alerts', 'github')).outputs).toEqual(outputs);
    expect(api.repositories).toEqual(['acme/alerts']);
    expect(server.pushes).toBe(1);
  });

  it('pushes to an empty repository of a plain Git host', async () => {
    await server.createRepository('acme/plain');
    const { outputs } = await publish('acme/plain');
    expect(outputs).not.toHaveProperty('repoContentsUrl');
    expect(await server.branches('acme/plain')).toEqual(['main']);
  });

  it('overwrites no repository', async () => {
    await server.createRepository('acme/taken', { 'README.md': 'Taken\n' });
    await expect(publish('acme/taken')).rejects.toThrow(
      /The repository \S+ has other files already. Choose another name, or empty the repository/,
    );
    expect(await server.file('acme/taken', 'main', 'README.md')).toBe(
      'Taken\n',
    );
  });

  it('publishes no symbolic link', async () => {
    workspace.setContent({ source: { a: 'a' } });
    await symlink('a', workspace.resolve('source', 'link'));
    await server.createRepository('acme/links');
    await publish('acme/links');
    expect(await server.files('acme/links', 'main')).toEqual(['a']);
  });
});
