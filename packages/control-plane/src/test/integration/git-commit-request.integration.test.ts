import {
  gitCommitRequestKind,
  openChoreoApiVersion,
  type GitCommitRequest,
} from '@promenade/openchoreo-model';
import { GitServer } from '@promenade/test-git';
import { secretType } from '../../runtime/kubernetes-types';
import {
  startTestPlatform,
  type TestPlatform,
} from '../__testUtils__/test-platform';

jest.setTimeout(120_000);

const manifest = `# By hand
kind: ServiceBinding
spec:
  artifactRef: greeter-1
`;

describe('a GitCommitRequest', () => {
  let server: GitServer;
  let platform: TestPlatform;
  let count = 0;
  let repository: string;
  const log: string[] = [];
  const record = (...parts: unknown[]) => log.push(JSON.stringify(parts));

  const writeSecret = (password: string) =>
    platform.client.apply(
      secretType,
      {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { namespace: platform.organization, name: 'git' },
        stringData: { username: 'ana', password },
      },
      { fieldManager: 'test', force: true },
    );

  const create = async (
    spec: Partial<GitCommitRequest['spec']> = {},
    name = repository,
  ) => {
    await platform.apply({
      apiVersion: openChoreoApiVersion,
      kind: 'GitCommitRequest',
      metadata: { name },
      spec: {
        repoURL: server.url(repository),
        branch: 'main',
        message: 'Promote greeter',
        authSecretRef: 'git',
        files: [{ path: 'greeter.yaml', content: 'kind: Other\n' }],
        ...spec,
      },
    });
    return name;
  };

  const waitForPhase = async (name: string, phase: string, reason?: string) => {
    const { status } = await platform.waitFor(
      gitCommitRequestKind,
      name,
      each =>
        each.status?.phase === phase &&
        (reason === undefined ||
          each.status.conditions?.some(c => c.reason === reason) === true),
    );
    return status ?? {};
  };
  const head = async () =>
    (await server.git(repository, 'rev-parse', 'main')).trim();

  beforeAll(async () => {
    server = await GitServer.start({ password: 'hush-1' });
    platform = await startTestPlatform({
      hasObjects: false,
      gitHosts: [`http://${server.host}`],
      logger: { debug: record, info: record, warn: record, error: record },
    });
    await writeSecret('hush-1');
  });
  afterAll(async () => {
    await platform.stop();
    await server.stop();
  });
  beforeEach(async () => {
    count += 1;
    repository = `environments-${count}`;
    await server.createRepository(repository, { 'greeter.yaml': manifest });
    server.pushes = 0;
  });
  afterEach(() => {
    server.isDown = false;
    server.losesAnswers = false;
    server.beforePush = undefined;
  });

  it('commits and pushes its files once', async () => {
    const name = await create({
      author: { name: 'Ana', email: 'ana@acme.test' },
      files: [
        {
          path: 'greeter.yaml',
          patch: JSON.stringify([
            { op: 'replace', path: '/spec/artifactRef', value: 'greeter-2' },
          ]),
        },
        { path: 'production/new.yaml', content: 'a: 1\n' },
      ],
    });
    const status = await waitForPhase(name, 'Succeeded', 'Committed');
    expect(status).toMatchObject({
      observedSHA: await head(),
      observedBranch: 'main',
    });
    expect(await server.file(repository, 'main', 'greeter.yaml')).toBe(
      manifest.replace('greeter-1', 'greeter-2'),
    );
    expect(await server.subjects(repository, 'main')).toEqual([
      'Promote greeter',
      'Add files',
    ]);
    const author = ['log', '-1', '--format=%an <%ae>', 'main'];
    expect(await server.git(repository, ...author)).toBe(
      'Ana <ana@acme.test>\n',
    );
    await platform.stopControlPlane();
    platform.startControlPlane();
    await platform.waitUntilIdle();
    expect(server.pushes).toBe(1);
  });

  it('commits to the default branch, and deletes files', async () => {
    const name = await create({
      branch: undefined,
      files: [{ path: 'greeter.yaml', delete: true }],
    });
    expect(await waitForPhase(name, 'Succeeded')).toMatchObject({
      observedBranch: 'main',
    });
    expect(await server.files(repository, 'main')).toEqual([]);
  });

  it('commits nothing when the branch has the files', async () => {
    const files = [{ path: 'greeter.yaml', content: manifest }];
    const name = await create({ files });
    expect(
      await waitForPhase(name, 'Succeeded', 'NothingToCommit'),
    ).toMatchObject({ observedSHA: await head() });
    expect(server.pushes).toBe(0);
  });

  it('commits again on top of a push that was faster', async () => {
    server.beforePush = async () => {
      server.beforePush = undefined;
      await server.commit(repository, { 'other.yaml': 'b: 2\n' });
    };
    const name = await create();
    await waitForPhase(name, 'Succeeded', 'Committed');
    expect(await server.subjects(repository, 'main')).toEqual([
      'Promote greeter',
      'Add files',
      'Add files',
    ]);
    expect(await server.file(repository, 'main', 'other.yaml')).toBe('b: 2\n');
  });

  it('does not commit twice when the answer of the push is lost, even if others have changed the file', async () => {
    server.losesAnswers = true;
    const name = await create();
    await waitForPhase(name, 'Pending', 'RemoteUnavailable');
    await platform.stopControlPlane();
    const pushed = await head();
    await server.commit(repository, { 'greeter.yaml': 'kind: Newer\n' });
    server.losesAnswers = false;
    platform.startControlPlane();
    const status = await waitForPhase(name, 'Succeeded', 'Committed');
    expect(status.observedSHA).toBe(pushed);
    expect(await server.file(repository, 'main', 'greeter.yaml')).toBe(
      'kind: Newer\n',
    );
    expect(server.pushes).toBe(1);
  });

  it('waits for a server that is down', async () => {
    server.isDown = true;
    const name = await create();
    await waitForPhase(name, 'Pending', 'RemoteUnavailable');
    server.isDown = false;
    const { attempts } = await waitForPhase(name, 'Succeeded', 'Committed');
    expect(attempts).toBeUndefined();
  });

  it('waits for the request that it is made after, also while that one is tried again', async () => {
    server.isDown = true;
    const first = await create({
      message: 'Suspend greeter',
      files: [{ path: 'greeter.yaml', content: 'state: Suspend\n' }],
    });
    await waitForPhase(first, 'Pending', 'RemoteUnavailable');
    server.isDown = false;
    const second = await create(
      {
        message: 'Resume greeter',
        files: [{ path: 'greeter.yaml', content: 'state: Active\n' }],
        after: first,
      },
      `${repository}-second`,
    );
    await waitForPhase(first, 'Succeeded', 'Committed');
    await waitForPhase(second, 'Succeeded', 'Committed');
    expect(await server.subjects(repository, 'main')).toEqual([
      'Resume greeter',
      'Suspend greeter',
      'Add files',
    ]);
  });

  it('waits for a branch', async () => {
    const name = await create({ branch: 'next' });
    await waitForPhase(name, 'Pending', 'BranchNotFound');
    await server.git(repository, 'branch', 'next', 'main');
    const status = await waitForPhase(name, 'Succeeded', 'Committed');
    expect(status).toMatchObject({ observedBranch: 'next' });
  });

  it('waits for a branch that is protected', async () => {
    await server.rejectPushes(repository, true);
    const name = await create();
    await waitForPhase(name, 'Pending', 'PushRejected');
    await server.rejectPushes(repository, false);
    const { observedSHA } = await waitForPhase(name, 'Succeeded', 'Committed');
    expect(observedSHA).toBe(await head());
  });

  it('uses rotated credentials, and shows none', async () => {
    server.password = 'hush-2';
    const name = await create();
    const { message } = await waitForPhase(name, 'Pending', 'AccessDenied');
    expect(message).toContain('Secret "git"');
    await writeSecret('hush-2');
    await waitForPhase(name, 'Succeeded', 'Committed');
    const events = await platform.client.list(
      {
        group: '',
        version: 'v1',
        kind: 'Event',
        plural: 'events',
        scope: 'Namespaced',
      },
      { namespace: platform.organization },
    );
    const requests = await platform.client.list(gitCommitRequestKind, {
      namespace: platform.organization,
    });
    const texts = JSON.stringify([events, requests, log]);
    expect(texts).toContain('AccessDenied');
    expect(texts).not.toContain('hush-');
  });

  it('waits for the Secret', async () => {
    const name = await create({ authSecretRef: 'none' });
    const { message } = await waitForPhase(name, 'Pending', 'SecretInvalid');
    expect(message).toContain('Secret "none" not found');
  });

  it.each([
    [
      'InvalidRequest',
      { files: [{ path: '../../etc/cron.d/x', content: '' }] },
      'spec.files[0]: path',
    ],
    ['HostNotAllowed', { repoURL: 'https://evil.test/a/b' }, 'evil.test'],
    [
      'FileNotChanged',
      { files: [{ path: 'none.yaml', patch: '[]' }] },
      'none.yaml: it does not exist',
    ],
    [
      'PathConflict',
      { files: [{ path: 'greeter.yaml/new.yaml', content: '' }] },
      'a file and a folder cannot have the same path',
    ],
  ])(
    'fails at once with %s, and is tried again when it is corrected',
    async (reason, spec, text) => {
      const name = await create(spec);
      const { message } = await waitForPhase(name, 'Failed', reason);
      expect(message).toContain(text);
      expect(server.pushes).toBe(0);
      await platform.patch(gitCommitRequestKind, name, {
        repoURL: server.url(repository),
        files: [{ path: 'greeter.yaml', content: 'kind: Corrected\n' }],
      });
      const status = await waitForPhase(name, 'Succeeded', 'Committed');
      expect(status.observedSHA).toBe(await head());
    },
  );
});
