import { mockServices } from '@backstage/backend-test-utils';
import { KubeClient } from '@promenade/kube-client';
import {
  componentKind,
  serviceBindingKind,
  serviceKind,
  workloadKind,
  promotionKind,
} from '@promenade/openchoreo-model';
import {
  startTestKubernetes,
  type TestKubernetes,
} from '@promenade/test-kubernetes';
import { aPlatform } from './__testUtils__/platform';
import { createOpenChoreo } from './createOpenChoreo';
import type { OpenChoreoService } from './OpenChoreoService';

jest.setTimeout(60_000);

describe('createOpenChoreo', () => {
  let kubernetes: TestKubernetes;
  let client: KubeClient;
  let platform: Awaited<ReturnType<typeof aPlatform>>;
  let openChoreo: OpenChoreoService;
  const stop = new AbortController();

  beforeAll(async () => {
    kubernetes = await startTestKubernetes();
    client = KubeClient.fromKubeconfig(kubernetes.kubeconfig);
    platform = await aPlatform(client);
    openChoreo = createOpenChoreo({
      client,
      logger: mockServices.logger.mock(),
      signal: stop.signal,
      includes: organization => organization === platform.organization,
    });
    await openChoreo.cache.waitForSync(AbortSignal.timeout(30_000));
  });

  afterAll(async () => {
    stop.abort();
    await platform.remove();
    await client.close();
    await kubernetes.stop();
  });

  /** Resolves when what is looked for is in the cache. */
  const seen = (look: () => unknown) =>
    new Promise<void>(resolve => {
      const ends: Array<() => void> = [];
      const check = () => {
        if (!look()) return;
        for (const end of ends) end();
        resolve();
      };
      ends.push(openChoreo.cache.onChange(check));
      check();
    });

  const aComponentNamed = (name: string, idempotencyKey?: string) => ({
    organization: platform.organization,
    project: 'shop',
    name,
    type: 'Service',
    image: 'registry.test/greeter:1',
    endpoint: { port: 8080, basePath: '/v1' },
    requestedBy: 'user:default/ada',
    idempotencyKey,
  });

  const find = (kind: typeof componentKind, name: string) =>
    client.find(kind, { namespace: platform.organization, name });

  /** A component that runs image 2 in development and is ready there. */
  async function deployed(name: string) {
    const component = platform.component(name);
    await openChoreo.commands.createComponent(aComponentNamed(name));
    await platform.deploy(name, 'development', 'registry.test/greeter:2');
    await platform.report(name, 'development', 'True');
    await openChoreo.commands.waitForReady(component, 'development');
    return component;
  }

  describe('createComponent', () => {
    it('creates the component with its workload and its API', async () => {
      const { createComponent } = openChoreo.commands;
      const { environment } = await createComponent(aComponentNamed('one'));
      expect(environment).toBe('development');
      const key = { namespace: platform.organization, name: 'one' };
      expect(await client.get(componentKind, key)).toMatchObject({
        metadata: {
          annotations: { 'openchoreo.dev/requested-by': 'user:default/ada' },
        },
        spec: { owner: { projectName: 'shop' }, type: 'Service' },
      });
      expect(await client.get(workloadKind, key)).toMatchObject({
        spec: { containers: { main: { image: 'registry.test/greeter:1' } } },
      });
      expect(await client.get(serviceKind, key)).toMatchObject({
        spec: {
          workloadName: 'one',
          apis: { http: { rest: { backend: { port: 8080 } } } },
        },
      });
    });

    it('refuses a name that is taken', async () => {
      const { createComponent } = openChoreo.commands;
      await createComponent(aComponentNamed('taken'));
      await expect(createComponent(aComponentNamed('taken'))).rejects.toThrow(
        /There is a component taken .* already, in project shop/,
      );
    });

    it('creates nothing when it cannot create all of it', async () => {
      await client.create(workloadKind, {
        apiVersion: workloadKind.apiVersion,
        kind: 'Workload',
        metadata: { name: 'half', namespace: platform.organization },
        spec: { owner: { projectName: 'shop', componentName: 'other' } },
      });
      const { createComponent } = openChoreo.commands;
      await expect(
        createComponent(aComponentNamed('half')),
      ).rejects.toMatchObject({ name: 'ConflictError' });
      expect(await find(componentKind, 'half')).toBeUndefined();
    });

    it('finds its work done when the same request comes again', async () => {
      const { createComponent } = openChoreo.commands;
      await createComponent(aComponentNamed('again', 'task-1'));
      await client.delete(serviceKind, {
        namespace: platform.organization,
        name: 'again',
      });
      const { objects } = await createComponent(
        aComponentNamed('again', 'task-1'),
      );
      expect(objects.map(({ kind }) => kind).sort()).toEqual([
        'Component',
        'Service',
        'Workload',
      ]);
    });

    it('lets the API check everything on a dry run, and creates nothing', async () => {
      const { createComponent } = openChoreo.commands;
      const dryRun = { dryRun: true };
      const { objects } = await createComponent(aComponentNamed('dry'), dryRun);
      expect(objects).toHaveLength(3);
      expect(await find(componentKind, 'dry')).toBeUndefined();
    });

    it('says which project is missing', async () => {
      await expect(
        openChoreo.commands.createComponent({
          ...aComponentNamed('lost'),
          project: 'nowhere',
        }),
      ).rejects.toThrow(/There is no project nowhere/);
    });

    it('refuses a name that could not be used everywhere', async () => {
      await expect(
        openChoreo.commands.createComponent(aComponentNamed('Not_A_Name')),
      ).rejects.toMatchObject({ name: 'InputError' });
    });
  });

  describe('promote', () => {
    it('asks the control plane, and says who asked for what', async () => {
      const component = await deployed('promoted');
      const view = await openChoreo.commands.promote({
        component,
        from: 'development',
        to: 'staging',
        reason: 'ready to show',
        requestedBy: 'user:default/ada',
      });
      const key = { namespace: component.organization, name: view.name };
      expect(await client.get(promotionKind, key)).toMatchObject({
        spec: {
          owner: { projectName: 'shop', componentName: 'promoted' },
          from: 'development',
          to: 'staging',
          requestedBy: 'user:default/ada',
          reason: 'ready to show',
        },
      });
    });

    it('asks once for a request that comes twice', async () => {
      const component = await deployed('once');
      const request = {
        component,
        from: 'development',
        to: 'staging',
        idempotencyKey: 'click-1',
      };
      const { promote } = openChoreo.commands;
      const [first, second] = await Promise.all([
        promote(request),
        promote(request),
      ]);
      const third = await promote(request);
      expect([second.name, third.name]).toEqual([first.name, first.name]);
    });

    it('refuses when the environment no longer runs what was seen', async () => {
      const component = await deployed('moved');
      await expect(
        openChoreo.commands.promote({
          component,
          from: 'development',
          to: 'staging',
          release: '0000000',
        }),
      ).rejects.toThrow(/development runs \w{7} by now, not 0000000/);
    });

    it('refuses a step that the pipeline does not have', async () => {
      const component = await deployed('leap');
      await expect(
        openChoreo.commands.promote({
          component,
          from: 'development',
          to: 'production',
        }),
      ).rejects.toMatchObject({
        name: 'InputError',
        message: expect.stringContaining('does not lead from development'),
      });
    });

    it('waits for the end of a promotion, and tells why it failed', async () => {
      const component = await deployed('watched');
      const { name } = await openChoreo.commands.promote({
        component,
        from: 'development',
        to: 'staging',
      });
      const { organization } = component;
      const phases: Array<string | undefined> = [];
      const end = openChoreo.commands.waitForPromotion(
        { organization, name },
        { onProgress: view => phases.push(view?.phase) },
      );
      const key = { namespace: organization, name };
      const lastTransitionTime = '2026-03-01T12:00:00Z';
      await client.patchStatus(promotionKind, key, {
        phase: 'Failed',
        conditions: [
          {
            type: 'Complete',
            status: 'False',
            reason: 'TargetNotReady',
            message: 'staging does not become ready',
            lastTransitionTime,
          },
        ],
      });
      await expect(end).rejects.toThrow(/staging does not become ready/);
      expect(phases.at(-1)).toBe('Failed');
    });
  });

  describe('setState', () => {
    const bindingOf = (name: string) =>
      client.get(serviceBindingKind, {
        namespace: platform.organization,
        name: `${name}-development`,
      });

    it('suspends what was seen, whatever was said of its health since', async () => {
      const component = await deployed('suspended');
      const [card] = openChoreo.views.deployBoard(component).environments;
      await platform.report(
        'suspended',
        'development',
        'False',
        'ResourceHealthProgressing',
      );
      await openChoreo.commands.setState({
        component,
        environment: 'development',
        state: 'Suspend',
        resourceVersion: card.binding?.resourceVersion,
        requestedBy: 'user:default/ada',
      });
      expect(await bindingOf('suspended')).toMatchObject({
        spec: { releaseState: 'Suspend' },
      });
    });

    it('refuses when somebody changed what is asked for since', async () => {
      const component = await deployed('contested');
      const [card] = openChoreo.views.deployBoard(component).environments;
      const { metadata } = await bindingOf('contested');
      await client.patch(
        serviceBindingKind,
        metadata,
        { spec: { releaseState: 'Undeploy' } },
        { type: 'merge' },
      );
      await expect(
        openChoreo.commands.setState({
          component,
          environment: 'development',
          state: 'Suspend',
          resourceVersion: card.binding?.resourceVersion,
        }),
      ).rejects.toMatchObject({ name: 'ConflictError' });
    });

    it('says where nothing is deployed', async () => {
      const component = await deployed('absent');
      await expect(
        openChoreo.commands.setState({
          component,
          environment: 'production',
          state: 'Suspend',
        }),
      ).rejects.toThrow(/absent is not deployed in production/);
    });
  });

  describe('views', () => {
    it('follow the resources as they change', async () => {
      const component = await deployed('followed');
      const { views } = openChoreo;
      expect(views.deployBoard(component).environments[0]).toMatchObject({
        state: 'Ready',
        release: { images: [{ tag: '2' }] },
      });
      await platform.deploy('followed', 'staging', 'registry.test/greeter:1');
      await seen(() => views.deployBoard(component).environments[1].binding);
      expect(
        views.deployBoard(component).environments[0].comparison,
      ).toMatchObject([{ environment: 'staging', relation: 'different' }]);
      expect(
        views.promotionPlan(component, {
          from: 'development',
          to: 'staging',
        }).changes,
      ).toEqual([
        {
          area: 'images',
          path: 'main',
          before: 'registry.test/greeter:1',
          after: 'registry.test/greeter:2',
        },
      ]);
    });

    it('say what is not there', () => {
      expect(() =>
        openChoreo.views.deployBoard(platform.component('nobody')),
      ).toThrow(/There is no component nobody/);
    });
  });
});
