import { mockServices } from '@backstage/backend-test-utils';
import { verbs } from '@promenade/backstage-plugin-openchoreo-common';
import { KubeClient } from '@promenade/kube-client';
import {
  componentKind,
  finalizers,
  projectKind,
  promotionKind,
  releaseKind,
  serviceBindingKind,
  serviceKind,
  workloadKind,
  type KindDefinition,
} from '@promenade/openchoreo-model';
import {
  startControlPlane,
  startTestKubernetes,
  type ControlPlaneProcess,
  type TestKubernetes,
} from '@promenade/test-kubernetes';
import { aPlatform } from '../../__testUtils__/platform';
import { createOpenChoreo } from '../../createOpenChoreo';
import type { OpenChoreoService } from '../../OpenChoreoService';

jest.setTimeout(120_000);

type Platform = Awaited<ReturnType<typeof aPlatform>>;

describe('a project that is deleted', () => {
  let kubernetes: TestKubernetes;
  let controlPlane: ControlPlaneProcess;
  let client: KubeClient;
  let platform: Platform;
  let other: Platform;
  let openChoreo: OpenChoreoService;
  const stop = new AbortController();

  const create = (kind: KindDefinition, name: string, spec: object) =>
    client.create(kind, {
      apiVersion: kind.apiVersion,
      kind: kind.kind,
      metadata: { name, namespace: platform.organization },
      spec,
    });

  const namesOf = async (kind: KindDefinition) => {
    const { organization: namespace } = platform;
    const { items } = await client.list(kind, { namespace });
    return items.map(({ metadata }) => metadata.name).sort();
  };

  async function waitUntil(
    isDone: () => boolean | Promise<boolean>,
  ): Promise<void> {
    while (!(await isDone())) {
      await new Promise(resolve => {
        setTimeout(resolve, 100);
      });
    }
  }

  /** Creates a service, which the control plane deploys to the first environment. */
  async function createService(project: string, name: string) {
    const owner = { projectName: project, componentName: name };
    await create(componentKind, name, {
      owner: { projectName: project },
      type: 'Service',
    });
    await create(workloadKind, name, {
      owner,
      containers: { main: { image: `registry.test/${name}:1` } },
    });
    await create(serviceKind, name, { owner, workloadName: name });
  }

  beforeAll(async () => {
    kubernetes = await startTestKubernetes({ simulateDataPlane: true });
    client = KubeClient.fromKubeconfig(kubernetes.kubeconfig);
    platform = await aPlatform(client);
    other = await aPlatform(client);
    const { organization } = platform;
    controlPlane = await startControlPlane(kubernetes.kubeconfig, organization);
    await create(projectKind, 'harbour', { deploymentPipelineRef: 'default' });
    await createService('shop', 'greeter');
    await createService('shop', 'cart');
    await createService('harbour', 'crane');
    await platform.promotion('greeter', 'greeter-1', {}, {});
    openChoreo = createOpenChoreo({
      client,
      logger: mockServices.logger.mock(),
      signal: stop.signal,
      includes: name => name === organization,
    });
    await openChoreo.cache.waitForSync(AbortSignal.timeout(30_000));
    await waitUntil(() =>
      ['greeter', 'cart'].every(component =>
        openChoreo.views
          .component(platform.component(component))
          .deployments.some(({ environment }) => environment === 'development'),
      ),
    );
    await waitUntil(async () => {
      const project = await client.get(projectKind, {
        namespace: organization,
        name: 'shop',
      });
      return project.metadata.finalizers?.includes(finalizers.project) ?? false;
    });
  });

  afterAll(async () => {
    stop.abort();
    await controlPlane.stop();
    await platform.remove();
    await other.remove();
    await client.close();
    await kubernetes.stop();
  });

  const shop = () => ({ organization: platform.organization, project: 'shop' });

  it('has a plan with all that is deleted, which deletes nothing', async () => {
    const { organization: namespace } = platform;
    const { output, objects } = await openChoreo.verbs.plan(
      verbs.deleteProject,
      shop(),
    );
    expect(output.components).toEqual(['cart', 'greeter']);
    expect(output.environments).toEqual(['development']);
    expect(output.objects).toEqual(
      expect.arrayContaining([
        { kind: 'Project', namespace, name: 'shop' },
        { kind: 'Component', namespace, name: 'cart' },
        { kind: 'Component', namespace, name: 'greeter' },
        { kind: 'Workload', namespace, name: 'greeter' },
        { kind: 'Service', namespace, name: 'greeter' },
        { kind: 'ServiceBinding', namespace, name: 'greeter' },
      ]),
    );
    expect(objects).toHaveLength(output.objects.length);
    const planned = output.objects.map(({ kind, name }) => `${kind} ${name}`);
    expect(planned).not.toContain('Promotion greeter-1');
    expect(planned).not.toContain('Component crane');
    expect(await namesOf(projectKind)).toEqual(['harbour', 'shop']);
    expect(await namesOf(componentKind)).toEqual(['cart', 'crane', 'greeter']);
  });

  it('must exist in the organization', async () => {
    await expect(
      openChoreo.verbs.execute(verbs.deleteProject, {
        ...shop(),
        project: 'nothing',
      }),
    ).rejects.toMatchObject({
      name: 'NotFoundError',
      message: `The project nothing does not exist in ${platform.organization}`,
    });
  });

  it('is deleted after its components, and nothing else is', async () => {
    await openChoreo.verbs.execute(verbs.deleteProject, shop());
    await waitUntil(async () => !(await namesOf(projectKind)).includes('shop'));
    expect(await namesOf(projectKind)).toEqual(['harbour']);
    for (const kind of [componentKind, workloadKind, serviceKind]) {
      expect(await namesOf(kind)).toEqual(['crane']);
    }
    for (const kind of [serviceBindingKind, releaseKind]) {
      for (const name of await namesOf(kind)) expect(name).toMatch(/^crane/);
    }
    expect(await namesOf(promotionKind)).toEqual(['greeter-1']);
    const namespace = other.organization;
    const sameName = await client.get(projectKind, { namespace, name: 'shop' });
    expect(sameName.metadata.deletionTimestamp).toBeUndefined();
    await expect(
      openChoreo.verbs.execute(verbs.deleteProject, shop()),
    ).rejects.toMatchObject({ name: 'NotFoundError' });
  });
});
