import {
  componentKind,
  getCondition,
  gitCommitRequestKind,
  projectKind,
  promotionKind,
  serviceBindingKind,
  serviceKind,
  workloadKind,
} from '@promenade/openchoreo-model';
import { GitServer } from '@promenade/test-git';
import { parse } from 'yaml';
import { isJsonObject } from '../../runtime/json';
import {
  aComponent,
  aPromotion,
  aService,
  aWorkload,
  fromTo,
  ofComponent,
  withImage,
  withWorkloadName,
} from '../__testUtils__';
import {
  startTestPlatform,
  type TestPlatform,
} from '../__testUtils__/test-platform';

jest.setTimeout(180_000);

const repository = 'acme/environments';

/** What Flux writes on the objects that it applies. */
const fluxLabels = {
  'kustomize.toolkit.fluxcd.io/name': 'environments',
  'kustomize.toolkit.fluxcd.io/namespace': 'flux-system',
};

describe('a project in commit mode (row 1)', () => {
  let server: GitServer;
  let platform: TestPlatform;
  let folder: string;

  /** Applies the manifests of the branch, as Flux does: server-side, with its labels, and without those that are gone. */
  const applyBranch = async () => {
    const files = await server.files(repository, 'main');
    const applied: string[] = [];
    for (const file of files.filter(name => name.endsWith('.yaml'))) {
      const text = await server.file(repository, 'main', file);
      const manifest: unknown = parse(text);
      if (!isJsonObject(manifest) || !isJsonObject(manifest.metadata)) continue;
      const { metadata } = manifest;
      const labels = isJsonObject(metadata.labels) ? metadata.labels : {};
      await platform.applyManifests({
        ...manifest,
        metadata: { ...metadata, labels: { ...labels, ...fluxLabels } },
      });
      applied.push(file);
    }
    return applied;
  };
  const fileOf = (name: string) => `${folder}/ServiceBinding-${name}.yaml`;
  const findBinding = (name: string) =>
    platform.client.find(serviceBindingKind, {
      namespace: platform.organization,
      name,
    });
  const commitMode = () =>
    platform.patch(projectKind, 'shop', {
      gitOps: {
        repoURL: server.url(repository),
        branch: 'main',
        path: 'clusters/eu',
        mode: 'Commit',
      },
    });

  beforeAll(async () => {
    server = await GitServer.start();
    await server.createRepository(repository, { 'README.md': 'Bindings' });
    platform = await startTestPlatform({ gitHosts: [`http://${server.host}`] });
    folder = `clusters/eu/${platform.organization}/shop`;
    await commitMode();
  });
  afterAll(async () => {
    await platform.stop();
    await server.stop();
  });

  const waitUntilServiceIsDeployed = () =>
    platform.waitFor(
      serviceKind,
      'greeter',
      ({ status }) => !getCondition(status?.conditions, 'Ready'),
    );

  it('has its binding committed, once, also when the remote was down and the control plane was restarted', async () => {
    server.isDown = true;
    await platform.apply(
      aComponent('greeter'),
      aWorkload(
        'greeter',
        ofComponent('greeter'),
        withImage('registry.test/app:1'),
      ),
      aService('greeter', ofComponent('greeter'), withWorkloadName('greeter')),
    );
    await platform.waitFor(serviceKind, 'greeter', ({ status }) => {
      const { reason, message = '' } =
        getCondition(status?.conditions, 'Ready') ?? {};
      return reason === 'CommitPending' && message.includes('Could not read');
    });
    await platform.stopControlPlane();
    server.isDown = false;
    platform.startControlPlane();
    const message = await platform.waitForCondition(serviceKind, 'greeter', {
      status: 'False',
      reason: 'WaitingForGitOps',
    });
    const sha = await server.git(repository, 'rev-parse', 'main');
    expect(message).toContain(`Committed ${sha.slice(0, 7)} to main`);
    expect(await server.subjects(repository, 'main')).toEqual([
      'Deploy greeter to development',
      'Add files',
    ]);
    expect(await findBinding('greeter')).toBeUndefined();
  });

  it('is deployed when the binding is applied', async () => {
    expect(await applyBranch()).toEqual([fileOf('greeter')]);
    await waitUntilServiceIsDeployed();
    await platform.waitForCondition(componentKind, 'greeter', {
      status: 'True',
    });
    const binding = await findBinding('greeter');
    expect(binding?.metadata).toMatchObject({
      labels: fluxLabels,
      generation: 1,
    });
    expect(binding?.metadata.ownerReferences).toBeUndefined();
    await platform.waitUntilIdle();
    expect(await server.subjects(repository, 'main')).toHaveLength(2);
  });

  it('has a change committed as a patch, which keeps what people have written into the file', async () => {
    const text = await server.file(repository, 'main', fileOf('greeter'));
    const edited = `# Reviewed by Ana\n${text.replace(
      'releaseState: Active',
      'releaseState: Suspend # until Monday',
    )}`;
    await server.commit(repository, { [fileOf('greeter')]: edited });
    await platform.patch(workloadKind, 'greeter', {
      containers: { main: { image: 'registry.test/app:2' } },
    });
    await platform.waitForCondition(serviceKind, 'greeter', {
      status: 'False',
      reason: 'WaitingForGitOps',
    });
    const changed = await server.file(repository, 'main', fileOf('greeter'));
    expect(changed).toContain('# Reviewed by Ana');
    expect(changed).toContain('releaseState: Suspend # until Monday');
    expect(changed).toContain('registry.test/app:2');
    const resumed = changed.replace('Suspend # until Monday', 'Active');
    await server.commit(repository, { [fileOf('greeter')]: resumed });
    await applyBranch();
    await waitUntilServiceIsDeployed();
    await platform.waitForCondition(componentKind, 'greeter', {
      status: 'True',
    });
  });

  it('is promoted by a commit, and the promotion succeeds when the binding is applied and ready', async () => {
    await platform.apply(
      aPromotion(
        'to-staging',
        ofComponent('greeter'),
        fromTo('development', 'staging'),
      ),
    );
    const message = await platform.waitForCondition(
      promotionKind,
      'to-staging',
      { type: 'Complete', status: 'False', reason: 'WaitingForGitOps' },
    );
    expect(message).toMatch(/^Committed [0-9a-f]{7} to main of /);
    expect(await findBinding('greeter-staging')).toBeUndefined();
    const log = ['log', '-1', '--format=%B', 'main'];
    const commit = await server.git(repository, ...log);
    expect(commit).toMatch(/^Deploy greeter to staging\n/);
    expect(commit).toContain('Promotion: to-staging');
    await applyBranch();
    const { status } = await platform.waitFor(
      promotionKind,
      'to-staging',
      each => each.status?.completedAt !== undefined,
    );
    expect(status?.phase).toBe('Succeeded');
    expect(status?.bindingRef).toBe('greeter-staging');
  });

  it('shows a commit that failed, and requests it again when the request is deleted', async () => {
    const path = fileOf('greeter');
    const text = await server.file(repository, 'main', path);
    await server.commit(repository, { [path]: `${text}---\nkind: Other\n` });
    await platform.patch(workloadKind, 'greeter', {
      containers: { main: { image: 'registry.test/app:3' } },
    });
    const message = await platform.waitForCondition(serviceKind, 'greeter', {
      status: 'False',
      reason: 'CommitFailed',
    });
    expect(message).toContain(`${path}: it has several documents`);
    const [, name = ''] = message.match(/GitCommitRequest "(.*?)"/) ?? [];
    await server.commit(repository, { [path]: text });
    await platform.client.delete(gitCommitRequestKind, {
      namespace: platform.organization,
      name,
    });
    await platform.waitForCondition(serviceKind, 'greeter', {
      status: 'False',
      reason: 'WaitingForGitOps',
    });
    await applyBranch();
    await waitUntilServiceIsDeployed();
  });

  it('has the bindings of a deleted component deleted from Git before the cluster', async () => {
    server.isDown = true;
    await platform.client.delete(componentKind, {
      namespace: platform.organization,
      name: 'greeter',
    });
    const message = await platform.waitForCondition(componentKind, 'greeter', {
      status: 'False',
      reason: 'ComponentFinalizing',
    });
    expect(message).toContain(`must be deleted from ${server.url(repository)}`);
    expect(await findBinding('greeter')).toBeDefined();
    server.isDown = false;
    await platform.waitUntilGone(componentKind, {
      namespace: platform.organization,
      name: 'greeter',
    });
    expect(await findBinding('greeter')).toBeUndefined();
    const files = await server.files(repository, 'main');
    expect(files.filter(file => file.includes('ServiceBinding'))).toEqual([]);
  });
});
