import { mockServices } from '@backstage/backend-test-utils';
import { verbs } from '@promenade/backstage-plugin-openchoreo-common';
import { KubeClient } from '@promenade/kube-client';
import {
  componentKind,
  projectPromotionKind,
  promotionKind,
  releasePreviewKind,
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
import { waitForValue } from '../../__testUtils__/waitForValue';
import { createOpenChoreo } from '../../createOpenChoreo';
import type { OpenChoreoService } from '../../OpenChoreoService';

jest.setTimeout(120_000);

const owner = { projectName: 'shop', componentName: 'greeter' };

describe('with a control plane', () => {
  let kubernetes: TestKubernetes;
  let controlPlane: ControlPlaneProcess;
  let client: KubeClient;
  let platform: Awaited<ReturnType<typeof aPlatform>>;
  let openChoreo: OpenChoreoService;
  let artifact: string;
  const stop = new AbortController();

  const create = (kind: KindDefinition, name: string, spec: object) =>
    client.create(kind, {
      apiVersion: kind.apiVersion,
      kind: kind.kind,
      metadata: { name, namespace: platform.organization },
      spec,
    });

  const board = () =>
    openChoreo.views.deployBoard(platform.component('greeter'));

  beforeAll(async () => {
    kubernetes = await startTestKubernetes({ simulateDataPlane: true });
    client = KubeClient.fromKubeconfig(kubernetes.kubeconfig);
    platform = await aPlatform(client);
    const { organization } = platform;
    controlPlane = await startControlPlane(kubernetes.kubeconfig, organization);
    await create(componentKind, 'greeter', {
      owner: { projectName: 'shop' },
      type: 'Service',
    });
    await create(workloadKind, 'greeter', {
      owner,
      containers: {
        main: {
          image: 'registry.test/greeter:1',
          env: [{ key: 'TOKEN', value: 'a secret of the shop' }],
        },
      },
      endpoints: { http: { type: 'REST', port: 8080 } },
    });
    await create(serviceKind, 'greeter', { owner, workloadName: 'greeter' });
    openChoreo = createOpenChoreo({
      client,
      logger: mockServices.logger.mock(),
      signal: stop.signal,
      includes: name => name === organization,
      signingKey: await platform.signingKey(Buffer.alloc(32, 'k')),
    });
    await openChoreo.cache.waitForSync(AbortSignal.timeout(30_000));
    artifact = await waitForValue(() => {
      try {
        return board().environments[0].release?.name;
      } catch {
        return undefined;
      }
    });
  });

  afterAll(async () => {
    stop.abort();
    await controlPlane.stop();
    await platform.remove();
    await client.close();
    await kubernetes.stop();
  });

  const preview = (environment: string) =>
    openChoreo.verbs.execute(verbs.previewRelease, {
      ...platform.component('greeter'),
      environment,
      artifact,
    });

  it('a preview has the objects of a release where nothing runs, without values', async () => {
    const { manifests, problems } = await preview('staging');
    expect(problems).toEqual([]);
    expect(manifests.map(({ kind, change }) => `${kind} ${change}`)).toEqual(
      expect.arrayContaining(['Deployment added', 'Service added']),
    );
    const text = JSON.stringify(manifests);
    expect(text).toContain('registry.test/greeter:1');
    expect(text).toContain('TOKEN');
    expect(text).not.toContain('a secret of the shop');
  });

  it('a preview of what runs changes nothing, and leaves nothing behind', async () => {
    const { manifests } = await preview('development');
    expect(manifests.length).toBeGreaterThan(0);
    expect(new Set(manifests.map(({ change }) => change))).toEqual(
      new Set(['same']),
    );
    const { items } = await client.list(releasePreviewKind, {
      namespace: platform.organization,
    });
    expect(items).toEqual([]);
  });

  it('a project is promoted by one Promotion for each component', async () => {
    const request = {
      requestedBy: 'user:default/ana',
      person: { entityRef: 'user:default/ana', groups: async () => [] },
    };
    const input = {
      organization: platform.organization,
      project: 'shop',
      from: 'development',
      to: 'staging',
      components: ['greeter'],
      idempotencyKey: 'once',
    };
    const promotion = await openChoreo.verbs.execute(
      verbs.promoteProject,
      input,
      request,
    );
    const again = await openChoreo.verbs.execute(
      verbs.promoteProject,
      input,
      request,
    );
    expect(again.name).toBe(promotion.name);
    const namespace = platform.organization;
    const created = await waitForValue(async () => {
      const { items } = await client.list(promotionKind, { namespace });
      return items.at(0);
    });
    expect(promotionKind.schema.parse(created).spec).toMatchObject({
      owner,
      artifactRef: artifact,
      projectPromotionRef: promotion.name,
    });
    const project = projectPromotionKind.schema.parse(
      await client.get(projectPromotionKind, {
        namespace,
        name: promotion.name,
      }),
    );
    expect(project.status?.components).toMatchObject([{ name: 'greeter' }]);
  });

  it('a component gets another image and other variables, after a plan without values', async () => {
    const input = {
      ...platform.component('greeter'),
      environment: 'development',
      image: 'registry.test/greeter:2',
      environmentVariables: [{ key: 'LEVEL', value: 'a new secret' }],
      removedEnvironmentVariables: ['TOKEN'],
    };
    const { output } = await openChoreo.verbs.plan(
      verbs.updateComponent,
      input,
    );
    const changes = [
      {
        area: 'images',
        path: 'main',
        before: 'registry.test/greeter:1',
        after: 'registry.test/greeter:2',
      },
      { area: 'configuration', path: 'main: LEVEL' },
      { area: 'configuration', path: 'main: TOKEN', after: undefined },
    ];
    expect(output.changes).toMatchObject(changes);
    expect(JSON.stringify(output)).not.toContain('secret of');
    const key = { namespace: platform.organization, name: 'greeter' };
    const containerOf = async () =>
      workloadKind.schema.parse(await client.get(workloadKind, key)).spec
        .containers?.main;
    expect((await containerOf())?.image).toBe('registry.test/greeter:1');
    await openChoreo.verbs.execute(verbs.updateComponent, input);
    expect(await containerOf()).toMatchObject({
      image: 'registry.test/greeter:2',
      env: [{ key: 'LEVEL', value: 'a new secret' }],
    });
    await waitForValue(() =>
      board().environments[0].release?.images[0].tag === '2' ? true : undefined,
    );
    const again = await openChoreo.verbs.execute(verbs.updateComponent, input);
    expect(again.changes).toEqual([]);
  });

  it.each([
    [
      'an environment that promotions deploy to',
      { environment: 'staging' },
      /Changes are deployed to development/,
    ],
    [
      'a container that it does not have',
      { container: 'sidecar' },
      /has no container sidecar/,
    ],
    ['an image that is no reference', { image: 'Not An Image' }, /image/],
    ['nothing', { image: undefined }, /There is nothing to change/],
  ])('a component is not updated with %s', async (_, changes, message) => {
    const input = {
      ...platform.component('greeter'),
      environment: 'development',
      image: 'registry.test/greeter:3',
      ...changes,
    };
    await expect(
      openChoreo.verbs.execute(verbs.updateComponent, input),
    ).rejects.toThrow(message);
  });

  it('a component is deleted in all environments, and its promotions stay', async () => {
    const ref = platform.component('greeter');
    const namespace = platform.organization;
    const { output } = await openChoreo.verbs.plan(verbs.deleteComponent, ref);
    expect(output.environments).toContain('development');
    expect(output.objects).toEqual(
      expect.arrayContaining([
        { kind: 'Component', namespace, name: 'greeter' },
        { kind: 'Workload', namespace, name: 'greeter' },
      ]),
    );
    expect(output.objects.map(({ kind }) => kind)).not.toContain('Promotion');
    await openChoreo.verbs.execute(verbs.deleteComponent, ref);
    await waitForValue(async () => {
      const key = { namespace, name: 'greeter' };
      return (await client.find(componentKind, key)) ? undefined : true;
    });
    const workloads = await client.list(workloadKind, { namespace });
    expect(workloads.items).toEqual([]);
    const promotions = await client.list(promotionKind, { namespace });
    expect(promotions.items).toHaveLength(1);
    await expect(
      openChoreo.verbs.execute(verbs.deleteComponent, ref),
    ).rejects.toMatchObject({ name: 'NotFoundError' });
  });
});
