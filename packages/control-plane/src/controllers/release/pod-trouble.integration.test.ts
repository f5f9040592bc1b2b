import { dataPlaneLabels, type Release } from '@promenade/openchoreo-model';
import {
  startTestKubernetes,
  type TestKubernetes,
} from '@promenade/test-kubernetes';
import { describeFailingPods } from '../../test/__testUtils__/failing-pods';
import { deployment } from '../../test/__testUtils__/release/manifests';
import { ReleaseTestPlatform } from '../../test/__testUtils__/release/release-test-platform';

jest.setTimeout(90_000);

const failing = 'simulated.openchoreo.dev/fail';

/** A Deployment of two pods, labelled as rendered ones are, whose image cannot be pulled. */
function failingDeployment(platform: ReleaseTestPlatform, name: string) {
  const { spec, ...rest } = deployment(platform.cell, name, 2);
  const labels = {
    [dataPlaneLabels.organizationName]: platform.organization,
    [dataPlaneLabels.projectName]: 'shop',
    [dataPlaneLabels.environmentName]: 'development',
    [dataPlaneLabels.componentName]: name,
  };
  return {
    ...rest,
    spec: {
      ...spec,
      selector: { matchLabels: labels },
      template: {
        ...spec.template,
        metadata: { labels, annotations: { [failing]: 'ImagePullBackOff' } },
      },
    },
  };
}

const troubleIn = ({ status }: Release) => status?.resources?.[0]?.trouble;

describeFailingPods('the Release controller, of pods that do not run', () => {
  let kubernetes: TestKubernetes;
  let platform: ReleaseTestPlatform;

  beforeAll(async () => {
    kubernetes = await startTestKubernetes({ simulateDataPlane: true });
    platform = new ReleaseTestPlatform(kubernetes.kubeconfig);
    await platform.prepare();
  });
  afterAll(async () => {
    await platform.dispose();
    await kubernetes.stop();
  });

  it('says why and how many, and takes it back when they run', async () => {
    const running = await platform.startController();
    const broken = failingDeployment(platform, 'greeter');
    await platform.createRelease('greeter', { greeter: broken });
    const release = await running.waitFor(
      'greeter',
      seen => troubleIn(seen)?.pods === 2,
    );
    expect(troubleIn(release)).toEqual({
      reason: 'ImagePullBackOff',
      container: 'main',
      image: 'registry.test/app:1',
      pods: 2,
      of: 2,
      message:
        'ImagePullBackOff of container main with image registry.test/app:1 (2 of 2 pods)',
    });

    await running.controller.idle();
    const before = running.writes;
    for (let pass = 0; pass < 3; pass += 1) {
      running.controller.queue.add(`${platform.organization}/greeter`);
      await running.controller.idle();
    }
    expect(running.writes - before).toBe(0);

    const { labels } = broken.spec.template.metadata;
    await platform.changeRelease('greeter', {
      greeter: {
        ...broken,
        spec: {
          ...broken.spec,
          template: { ...broken.spec.template, metadata: { labels } },
        },
      },
    });
    await running.waitFor(
      'greeter',
      seen =>
        seen.status?.resources?.[0]?.healthStatus === 'Healthy' &&
        troubleIn(seen) === undefined,
    );
  });
});
