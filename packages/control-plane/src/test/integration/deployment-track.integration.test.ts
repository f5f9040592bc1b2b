import {
  buildKind,
  componentKind,
  deployableArtifactKind,
  deploymentKind,
  deploymentTrackKind,
  releaseKind,
  serviceBindingKind,
  workloadKind,
} from '@promenade/openchoreo-model';
import {
  Modifier,
  aBuild,
  aComponent,
  aDeploymentTrack,
  ofComponent,
  withLabels,
  withSpec,
} from '../__testUtils__';
import { BuildScenario, repositoryUrl } from '../__testUtils__/build-scenario';
import { TestPlatform } from '../__testUtils__/test-platform';

jest.setTimeout(240_000);

const web = ofComponent('web');

let scenario: BuildScenario;
let platform: TestPlatform;

beforeAll(async () => {
  scenario = await BuildScenario.start();
  platform = scenario.platform;
});

afterAll(() => scenario?.stop());

const ofBranch = (branch: string, commit: string): Modifier =>
  withSpec({
    repository: {
      url: repositoryUrl,
      revision: { branch, commit },
      appPath: '/',
    },
  });

const aPreview = () =>
  aDeploymentTrack(
    'web-pr-42',
    web,
    withLabels({ 'openchoreo.dev/name': 'pr-42' }),
    withSpec({ branch: 'pr-42', ttl: '72h' }),
  );

describe('row 27: a build of a feature branch', () => {
  it('yields an artifact, a binding and a Deployment beside those of the main branch, which its time ends', async () => {
    await platform.apply(
      aComponent('web'),
      aBuild('web-build-01', web, ofBranch('main', '1111aaaa2222bbbb')),
    );
    await scenario.waitUntilFinished('web-build-01');
    await platform.waitForCondition(componentKind, 'web', { status: 'True' });
    const first = await platform.waitFor(
      deploymentKind,
      'web-service',
      ({ status }) => status?.revisions?.length === 1,
    );
    expect(first.status?.revisions).toMatchObject([
      {
        revision: 1,
        image: expect.stringMatching(/:default-1111aaaa$/),
        reason: 'Build "web-build-01" of commit 1111aaaa2222bbbb',
      },
    ]);
    const artifact = await platform.client.get(
      deployableArtifactKind,
      scenario.key(first.spec.deploymentArtifactRef),
    );
    expect(artifact).toMatchObject({
      spec: {
        owner: { componentName: 'web' },
        kindOfBinding: 'ServiceBinding',
      },
    });

    await platform.apply(
      aPreview(),
      aBuild('web-build-02', web, ofBranch('pr-42', '3333cccc4444dddd')),
    );
    const build = await scenario.waitUntilFinished('web-build-02');
    expect(build.spec.deploymentTrack).toBe('pr-42');
    await platform.waitForCondition(deploymentTrackKind, 'web-pr-42', {
      status: 'True',
    });
    const preview = await platform.waitFor(
      deploymentKind,
      'web-service-pr-42',
      ({ status }) => status?.revisions?.length === 1,
    );
    expect(preview).toMatchObject({
      spec: {
        deploymentTrack: 'pr-42',
        deploymentArtifactRef: expect.stringMatching(/^web-pr-42-/),
      },
      status: {
        revisions: [{ image: expect.stringMatching(/:pr-42-3333cccc$/) }],
      },
    });
    const main = await platform.client.get(
      deploymentKind,
      scenario.key('web-service'),
    );
    expect(main).toEqual(
      expect.objectContaining({
        status: expect.objectContaining({ revisions: first.status?.revisions }),
      }),
    );

    await platform.stopControlPlane();
    await platform.patch(deploymentTrackKind, 'web-pr-42', { ttl: '1s' });
    platform.startControlPlane();
    await platform.waitForCondition(deploymentTrackKind, 'web-pr-42', {
      status: 'False',
      reason: 'Expired',
    });
    const previewKey = scenario.key('web-service-pr-42');
    await platform.waitUntilGone(releaseKind, previewKey);
    await platform.waitUntilGone(serviceBindingKind, previewKey);
    await platform.waitUntilGone(deploymentKind, previewKey);
    const { items: workloads } = await platform.client.list(workloadKind, {
      namespace: platform.organization,
    });
    expect(workloads.map(({ metadata }) => metadata.name)).toEqual([
      'web-workload',
    ]);
    const { items: builds } = await platform.client.list(buildKind, {
      namespace: platform.organization,
    });
    expect(builds).toHaveLength(2);
    await platform.waitForCondition(componentKind, 'web', { status: 'True' });
  });
});
