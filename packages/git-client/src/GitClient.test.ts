import { GitServer } from '@promenade/test-git';
import { GitClient } from './GitClient';
import type { GitProblem } from './GitError';

jest.setTimeout(60_000);

const person = { name: 'Ada', email: 'ada@example.test' };

describe('GitClient', () => {
  let server: GitServer;
  let count = 0;
  let repository: string;

  const connect = <T>(run: (client: GitClient) => Promise<T>, name?: string) =>
    GitClient.with(
      {
        url: server.url(name ?? repository),
        credentials: { username: 'git', password: 'hush' },
      },
      undefined,
      run,
    );
  const push = (branch: string, content: string) =>
    connect(async client => {
      const head = await client.fetch('main');
      const files = new Map([['a.yaml', { content }]]);
      return client.push(branch, {
        tree: await client.writeFiles(head.tree, files),
        parent: head.commit,
        message: `Write ${content}`,
        author: person,
        committer: person,
      });
    });
  const problem = (of: GitProblem) => ({ name: 'GitError', problem: of });

  beforeAll(async () => {
    server = await GitServer.start({ password: 'hush' });
  });
  afterAll(() => server.stop());
  beforeEach(async () => {
    server.password = 'hush';
    count += 1;
    repository = `repository-${count}`;
    await server.createRepository(repository, { 'a.yaml': 'a: 1\n' });
  });

  it('reads the default branch, its files and its log', async () => {
    const commit = await push('main', 'a: 2\n');
    await connect(async client => {
      expect(await client.defaultBranch()).toBe('main');
      const head = await client.fetch('main', 10);
      expect(head.commit).toBe(commit);
      expect(await client.readFile(head.tree, 'a.yaml')).toBe('a: 2\n');
      expect(await client.readFile(head.tree, 'b.yaml')).toBeUndefined();
      const log = await client.log(head.commit);
      expect(log.map(({ message }) => message.trim())).toEqual([
        'Write a: 2',
        'Add files',
      ]);
    });
  });

  it('does not push over a commit of somebody else', async () => {
    server.beforePush = async () => {
      server.beforePush = undefined;
      await server.commit(repository, { 'b.yaml': 'b: 1\n' });
    };
    await expect(push('main', 'a: 2\n')).rejects.toMatchObject(
      problem('BranchChanged'),
    );
    expect(await server.files(repository, 'main')).toEqual([
      'a.yaml',
      'b.yaml',
    ]);
  });

  it('says why a request failed', async () => {
    const fetch = (branch: string, name?: string) =>
      connect(client => client.fetch(branch), name);
    await expect(fetch('next')).rejects.toMatchObject(
      problem('BranchNotFound'),
    );
    await expect(fetch('main', 'none')).rejects.toMatchObject(
      problem('RepositoryNotFound'),
    );
    await server.rejectPushes(repository, true);
    await expect(push('main', 'a: 2\n')).rejects.toMatchObject(
      problem('PushRejected'),
    );
    server.password = 'other';
    await expect(fetch('main')).rejects.toMatchObject(problem('AccessDenied'));
    server.isDown = true;
    await expect(fetch('main')).rejects.toMatchObject(problem('Unavailable'));
    server.isDown = false;
  });
});
