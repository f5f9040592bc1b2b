import { dataPlaneLabels, type Release } from '@promenade/openchoreo-model';
import {
  startTestKubernetes,
  type TestKubernetes,
} from '@promenade/test-kubernetes';
import { describeFailingPods } from '../../test/__testUtils__/failing-pods';
import { deployment } from '../../test/__testUtils__/release/manifests';
import { ReleaseWorld } from '../../test/__testUtils__/release/release-world';

jest.setTimeout(90_000);

const failing = 'simulated.openchoreo.dev/fail';

/** A Deployment of two pods, labelled as rendered ones are, whose image cannot be pulled. */
function failingDeployment(world: ReleaseWorld, name: string) {
  const { spec, ...rest } = deployment(world.cell, name, 2);
  const labels = {
    [dataPlaneLabels.organizationName]: world.organization,
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
  let world: ReleaseWorld;

  beforeAll(async () => {
    kubernetes = await startTestKubernetes({ simulateDataPlane: true });
    world = new ReleaseWorld(kubernetes.kubeconfig);
    await world.prepare();
  });
  afterAll(async () => {
    await world.end();
    await kubernetes.stop();
  });

  it('says why and how many, and takes it back when they run', async () => {
    const running = await world.start();
    const broken = failingDeployment(world, 'greeter');
    await world.createRelease('greeter', { greeter: broken });
    const release = await running.until(
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
      running.controller.queue.add(`${world.organization}/greeter`);
      await running.controller.idle();
    }
    expect(running.writes - before).toBe(0);

    const { labels } = broken.spec.template.metadata;
    await world.changeRelease('greeter', {
      greeter: {
        ...broken,
        spec: {
          ...broken.spec,
          template: { ...broken.spec.template, metadata: { labels } },
        },
      },
    });
    await running.until(
      'greeter',
      seen =>
        seen.status?.resources?.[0]?.healthStatus === 'Healthy' &&
        troubleIn(seen) === undefined,
    );
  });
});
