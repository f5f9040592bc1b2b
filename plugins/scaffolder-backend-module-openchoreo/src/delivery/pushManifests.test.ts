import { mockServices } from '@backstage/backend-test-utils';
import { GitServer } from '@promenade/test-git';
import { findRepository } from './gitHosts';
import { pushManifests, type ManifestCommit } from './pushManifests';

const person = { name: 'Ada', email: 'ada@example.test' };

const workload = (image: string, name = 'alerts') => ({
  apiVersion: 'openchoreo.dev/v1alpha1',
  kind: 'Workload',
  metadata: { name, namespace: 'acme', uid: '42' },
  spec: {
    owner: { projectName: 'tram', componentName: name },
    containers: { main: { image } },
  },
});

const path = 'clusters/acme/tram/Workload-alerts.yaml';

const commit = (parts: Partial<ManifestCommit> = {}): ManifestCommit => ({
  objects: [workload('alerts:1')],
  isDeletion: false,
  folder: 'clusters',
  branch: 'openchoreo/task',
  base: 'main',
  message: 'Update a component: alerts',
  author: person,
  committer: person,
  ...parts,
});

describe.each([
  ['without a password', undefined],
  ['with a password', 'sesame'],
])('pushManifests to a server %s', (_, password) => {
  let server: GitServer;
  let count = 0;
  let name: string;
  const config = () =>
    mockServices.rootConfig({
      data: {
        openchoreo: {
          delivery: { gitHosts: [{ host: server.host, token: password }] },
        },
      },
    });

  beforeAll(async () => {
    server = await GitServer.start({ password });
  });
  afterAll(() => server.stop());
  beforeEach(async () => {
    count += 1;
    name = `manifests-${count}`;
    await server.createRepository(name, {
      'README.md': 'Manifests\n',
      'clusters/other.yaml': 'kind: Other\n',
    });
    server.pushes = 0;
  });

  const push = async (parts: Partial<ManifestCommit> = {}) =>
    pushManifests(
      await findRepository(config(), server.url(name)),
      commit(parts),
      undefined,
    );

  it('commits the manifests beside the other files', async () => {
    expect(await push()).toEqual({ files: [path], hasBranch: true });
    expect(await server.files(name, 'openchoreo/task')).toEqual([
      'README.md',
      path,
      'clusters/other.yaml',
    ]);
    expect(await server.subjects(name, 'openchoreo/task')).toEqual([
      'Update a component: alerts',
      'Add files',
    ]);
    const file = await server.file(name, 'openchoreo/task', path);
    expect(file).toContain('image: alerts:1');
    expect(file).not.toContain('uid');
    expect(
      await server.git(name, 'log', '-1', '--format=%an', 'openchoreo/task'),
    ).toBe('Ada\n');
    expect(await server.branches(name)).toContain('main');
    expect(await server.files(name, 'main')).not.toContain(path);
  });

  it('pushes nothing twice', async () => {
    await push();
    expect(await push()).toEqual({ files: [], hasBranch: true });
    expect(server.pushes).toBe(1);
  });

  it('pushes nothing when the base has the manifests', async () => {
    await push({ branch: 'first' });
    await server.git(name, 'update-ref', 'refs/heads/main', 'first');
    expect(await push()).toEqual({ files: [], hasBranch: false });
    expect(await server.branches(name)).toEqual(['first', 'main']);
  });

  it('adds a commit to a branch with other values', async () => {
    await push();
    await push({ objects: [workload('alerts:2')] });
    expect(await server.subjects(name, 'openchoreo/task')).toHaveLength(3);
    const diff = await server.git(
      name,
      'diff',
      '--numstat',
      'openchoreo/task~1',
      'openchoreo/task',
    );
    expect(diff).toBe(`1\t1\t${path}\n`);
  });

  it('removes the files of a deletion, and folders that become empty', async () => {
    await push({ branch: 'first' });
    await server.git(name, 'update-ref', 'refs/heads/main', 'first');
    const objects = [workload('alerts:1'), workload('gone:1', 'gone')];
    expect(await push({ objects, isDeletion: true })).toEqual({
      files: [path],
      hasBranch: true,
    });
    expect(await server.files(name, 'openchoreo/task')).toEqual([
      'README.md',
      'clusters/other.yaml',
    ]);
  });

  it('reports a base and a repository that do not exist', async () => {
    await expect(push({ base: 'next' })).rejects.toThrow(
      `${server.url(
        name,
      )} has no branch next. Push a first commit to it, or choose another branch`,
    );
    name = 'missing';
    await expect(push()).rejects.toThrow(
      `Could not read ${server.url(
        'missing',
      )}: it does not exist, or the portal may not see it`,
    );
  });

  it('stops when the task is cancelled', async () => {
    const repository = await findRepository(config(), server.url(name));
    await expect(
      pushManifests(
        repository,
        commit(),
        AbortSignal.abort(new Error('The task was cancelled')),
      ),
    ).rejects.toThrow('The task was cancelled');
  });
});

describe('pushManifests without the right password', () => {
  it.each([
    [undefined, 'asks for credentials'],
    ['wrong', 'does not accept the credentials of the portal'],
  ])('says so, and not the password %s', async (token, message) => {
    const server = await GitServer.start({ password: 'sesame' });
    const url = await server.createRepository('manifests', { a: 'a' });
    const config = mockServices.rootConfig({
      data: {
        openchoreo: {
          delivery: { gitHosts: [{ host: server.host, token }] },
        },
      },
    });
    const error = await pushManifests(
      await findRepository(config, url),
      commit(),
      undefined,
    ).catch((reason: Error) => reason);
    expect(error).toMatchObject({
      name: 'NotAllowedError',
      message: expect.stringContaining(message),
    });
    expect(JSON.stringify(error)).not.toMatch(/wrong|sesame/);
    await server.stop();
  });
});
