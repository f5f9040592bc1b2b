import { createServer, type Server } from 'node:http';
import { GitServer } from '@promenade/test-git';
import { GitClient } from './GitClient';
import type { GitProblem } from './GitError';

jest.setTimeout(60_000);

const person = { name: 'Ada', email: 'ada@example.test' };

function urlOf(server: Server): string {
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('not started');
  return `http://127.0.0.1:${address.port}`;
}

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

  it('reads the branch, and not the tag of the same name', async () => {
    await server.commit(repository, { 'b.yaml': 'b: 1\n' });
    await server.git(repository, 'tag', 'main', 'main~1');
    const commit = await push('main', 'a: 2\n');
    const head = await server.git(repository, 'rev-parse', 'refs/heads/main');
    expect(head.trim()).toBe(commit);
  });

  it('writes no file in the place of a folder, and no folder in that of a file', async () => {
    await server.commit(repository, { 'folder/b.yaml': 'b: 1\n' });
    await connect(async client => {
      const { tree } = await client.fetch('main');
      for (const path of ['folder', 'a.yaml/c', 'folder/b.yaml/c']) {
        const conflict = {
          ...problem('PathConflict'),
          message: expect.stringContaining(`write ${path} of `),
        };
        await expect(client.readFile(tree, path)).rejects.toMatchObject(
          conflict,
        );
        const files = new Map([[path, { content: 'c: 1\n' }]]);
        await expect(client.writeFiles(tree, files)).rejects.toMatchObject({
          name: 'GitError',
          problem: 'PathConflict',
        });
      }
      await expect(
        client.writeFiles(tree, new Map([['folder', undefined]])),
      ).rejects.toMatchObject(problem('PathConflict'));
    });
  });

  it('adds no header to a commit for a name with a line break', async () => {
    await connect(async client => {
      const { tree, commit } = await client.fetch('main');
      await client.push('main', {
        tree,
        parent: commit,
        message: 'Change nothing',
        author: { name: 'Ada\nencoding x <', email: 'ada>@example.test' },
        committer: person,
      });
    });
    const commit = await server.git(repository, 'cat-file', '-p', 'main');
    expect(commit).toMatch(/^author Ada encoding x <ada @example.test> /m);
    expect(commit).not.toMatch(/^encoding/m);
  });

  it('ends a request that is cancelled in the middle of an answer', async () => {
    const cancel = new AbortController();
    let hasClosed = () => {};
    const closed = new Promise<void>(resolve => {
      hasClosed = resolve;
    });
    const host = createServer((_, response) => {
      response.on('close', hasClosed);
      response.write('001e# service=git-upload-pack\n');
      cancel.abort(new Error('cancelled'));
    });
    await new Promise<void>(resolve => host.listen(0, '127.0.0.1', resolve));
    await expect(
      GitClient.with(
        { url: `${urlOf(host)}/x`, credentials: undefined },
        cancel.signal,
        client => client.fetch('main'),
      ),
    ).rejects.toThrow('cancelled');
    host.closeAllConnections();
    await closed;
    await new Promise(resolve => host.close(resolve));
  });

  it('quotes nothing of an answer that is none of Git', async () => {
    const other = createServer((_, response) => {
      response.end('0011secret-page\n0000');
    });
    await new Promise<void>(resolve => other.listen(0, '127.0.0.1', resolve));
    const read = GitClient.with(
      { url: `${urlOf(other)}/x`, credentials: undefined },
      undefined,
      client => client.fetch('main'),
    );
    await expect(read).rejects.toMatchObject({
      ...problem('Unavailable'),
      message: expect.not.stringContaining('secret-page'),
    });
    other.closeAllConnections();
    await new Promise(resolve => other.close(resolve));
  });

  it('sends nothing to the host that another one redirects to', async () => {
    const other = createServer(({ url = '' }, response) => {
      response.writeHead(301, { location: server.url(repository) + url }).end();
    });
    await new Promise<void>(resolve => other.listen(0, '127.0.0.1', resolve));
    server.password = undefined;
    const read = GitClient.with(
      { url: urlOf(other), credentials: undefined },
      undefined,
      client => client.fetch('main'),
    );
    await expect(read).rejects.toMatchObject({
      ...problem('Unavailable'),
      message: expect.stringContaining('the host redirects to another one'),
    });
    other.closeAllConnections();
    await new Promise(resolve => other.close(resolve));
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
