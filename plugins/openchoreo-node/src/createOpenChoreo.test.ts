import { mockServices } from '@backstage/backend-test-utils';
import { verbs } from '@promenade/backstage-plugin-openchoreo-common';
import { KubeClient } from '@promenade/kube-client';
import {
  buildKind,
  componentKind,
  configurationGroupKind,
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
    type: 'Service' as const,
    image: 'registry.test/greeter:1',
    port: 8080,
    basePath: '/v1',
    idempotencyKey,
  });
  const requestedBy = 'user:default/ada';
  const create = (name: string, idempotencyKey?: string) =>
    openChoreo.verbs.execute(
      verbs.createComponent,
      aComponentNamed(name, idempotencyKey),
      { requestedBy },
    );

  const find = (kind: typeof componentKind, name: string) =>
    client.find(kind, { namespace: platform.organization, name });

  /** A component that runs image 2 in development and is ready there. */
  async function deployed(name: string) {
    const component = platform.component(name);
    await create(name);
    await platform.deploy(name, 'development', 'registry.test/greeter:2');
    await platform.report(name, 'development', 'True');
    await openChoreo.waitForReady(component, 'development');
    return component;
  }

  describe('createComponent', () => {
    it('creates the component with its workload and its API', async () => {
      const { environment } = await create('one');
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

    it('rejects a name that is already taken', async () => {
      await create('taken');
      await expect(create('taken')).rejects.toThrow(
        /The component taken already exists .*, in project shop/,
      );
    });

    it('creates nothing when it cannot create all of it', async () => {
      await client.create(workloadKind, {
        apiVersion: workloadKind.apiVersion,
        kind: 'Workload',
        metadata: { name: 'half', namespace: platform.organization },
        spec: { owner: { projectName: 'shop', componentName: 'other' } },
      });
      await expect(create('half')).rejects.toMatchObject({
        name: 'ConflictError',
      });
      expect(await find(componentKind, 'half')).toBeUndefined();
    });

    it('creates only what is missing when the request is repeated', async () => {
      await create('again', 'task-1');
      await client.delete(serviceKind, {
        namespace: platform.organization,
        name: 'again',
      });
      const { objects } = await create('again', 'task-1');
      expect(objects.map(({ kind }) => kind).sort()).toEqual([
        'Component',
        'Service',
        'Workload',
      ]);
    });

    it('creates nothing for a plan, which the API server validates', async () => {
      const { objects } = await openChoreo.verbs.plan(
        verbs.createComponent,
        aComponentNamed('dry'),
      );
      expect(objects).toHaveLength(3);
      expect(await find(componentKind, 'dry')).toBeUndefined();
    });

    it('rejects a missing project', async () => {
      await expect(
        openChoreo.verbs.execute(verbs.createComponent, {
          ...aComponentNamed('lost'),
          project: 'nowhere',
        }),
      ).rejects.toThrow(/The project nowhere does not exist/);
    });

    it('rejects a name that labels or host names do not allow', async () => {
      await expect(create('Not_A_Name')).rejects.toMatchObject({
        name: 'InputError',
      });
    });

    it.each([
      [{ schedule: '61 3 * * *' }, '"61" is not a minute from 0 to 59'],
      [{ schedule: '0 0 30 2 *' }, 'never fires'],
      [{ timeZone: 'Europe/Nowhere' }, 'not a time zone'],
    ])('rejects %j before anything is created', async (timing, message) => {
      await expect(
        openChoreo.verbs.execute(verbs.createComponent, {
          ...aComponentNamed('timed'),
          type: 'ScheduledTask',
          port: undefined,
          ...timing,
        }),
      ).rejects.toMatchObject({
        name: 'InputError',
        message: expect.stringContaining(message),
      });
      expect(await find(componentKind, 'timed')).toBeUndefined();
    });

    it('deletes what it has created when a later object cannot be created', async () => {
      const original = client.create.bind(client);
      const spy = jest
        .spyOn(client, 'create')
        .mockImplementation(async (type, object, options) => {
          if (type.kind === 'Service' && !options?.dryRun) {
            throw new Error('The API server has crashed');
          }
          return original(type, object, options);
        });
      await expect(create('broken')).rejects.toThrow('create Service broken');
      spy.mockRestore();
      expect(await find(componentKind, 'broken')).toBeUndefined();
      expect(
        await client.find(workloadKind, {
          namespace: platform.organization,
          name: 'broken',
        }),
      ).toBeUndefined();
      await create('broken');
    });

    it('undoes a request, and no other', async () => {
      const { undo } = openChoreo.verbs;
      await create('undone', 'task-1');
      await undo(verbs.createComponent, aComponentNamed('undone', 'task-2'));
      expect(await find(componentKind, 'undone')).toBeDefined();
      await undo(verbs.createComponent, aComponentNamed('undone', 'task-1'));
      const key = { namespace: platform.organization, name: 'undone' };
      expect(await client.find(componentKind, key)).toBeUndefined();
      expect(await client.find(workloadKind, key)).toBeUndefined();
      expect(await client.find(serviceKind, key)).toBeUndefined();
    });
  });

  describe('promote', () => {
    it('creates a Promotion with the requester and the reason', async () => {
      const component = await deployed('promoted');
      const view = await openChoreo.verbs.execute(
        verbs.promoteComponent,
        {
          ...component,
          from: 'development',
          to: 'staging',
          reason: 'ready for review',
        },
        { requestedBy },
      );
      const key = { namespace: component.organization, name: view.name };
      expect(await client.get(promotionKind, key)).toMatchObject({
        spec: {
          owner: { projectName: 'shop', componentName: 'promoted' },
          from: 'development',
          to: 'staging',
          requestedBy: 'user:default/ada',
          reason: 'ready for review',
        },
      });
    });

    it('creates one Promotion for a repeated request', async () => {
      const component = await deployed('once');
      const request = {
        ...component,
        from: 'development',
        to: 'staging',
        idempotencyKey: 'click-1',
      };
      const promote = () =>
        openChoreo.verbs.execute(verbs.promoteComponent, request);
      const [first, second] = await Promise.all([promote(), promote()]);
      const third = await promote();
      expect([second.name, third.name]).toEqual([first.name, first.name]);
    });

    it('rejects a release that the environment no longer runs', async () => {
      const component = await deployed('moved');
      await expect(
        openChoreo.verbs.execute(verbs.promoteComponent, {
          ...component,
          from: 'development',
          to: 'staging',
          release: '0000000',
        }),
      ).rejects.toThrow(/development now runs \w{7} instead of 0000000/);
    });

    it('rejects a path that the pipeline does not have', async () => {
      const component = await deployed('leap');
      await expect(
        openChoreo.verbs.execute(verbs.promoteComponent, {
          ...component,
          from: 'development',
          to: 'production',
        }),
      ).rejects.toMatchObject({
        name: 'InputError',
        message: expect.stringContaining('does not lead from development'),
      });
    });

    it('waits for a promotion, and fails with its reason', async () => {
      const component = await deployed('watched');
      const { name } = await openChoreo.verbs.execute(verbs.promoteComponent, {
        ...component,
        from: 'development',
        to: 'staging',
      });
      const { organization } = component;
      const phases: Array<string | undefined> = [];
      const end = openChoreo.waitForPromotion(component, name, {
        onProgress: view => phases.push(view?.phase),
      });
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

    it('waits for a build, and fails with its step and reason', async () => {
      const { organization } = platform;
      const project = 'tram';
      const component = 'built';
      const name = 'built-1';
      const key = { namespace: organization, name };
      await client.create(buildKind, {
        apiVersion: buildKind.apiVersion,
        kind: 'Build',
        metadata: key,
        spec: {
          owner: { projectName: project, componentName: component },
          repository: {
            url: 'https://git.test/built',
            revision: { branch: 'main' },
            appPath: '.',
          },
          templateRef: { name: 'docker' },
        },
      });
      const phases: Array<string | undefined> = [];
      const end = openChoreo.waitForBuild(
        { organization, project, component },
        name,
        { onProgress: build => phases.push(build?.phase) },
      );
      await client.patchStatus(buildKind, key, {
        phase: 'Failed',
        steps: [
          { name: 'clone', state: 'Succeeded' },
          { name: 'build', state: 'Failed' },
        ],
        conditions: [
          {
            type: 'Ready',
            status: 'False',
            reason: 'BuildFailed',
            message: 'There is no Dockerfile',
            lastTransitionTime: '2026-03-01T12:00:00Z',
          },
        ],
      });
      await expect(end).rejects.toThrow(
        'The build built-1 failed in the step build: There is no Dockerfile',
      );
      expect(phases.at(-1)).toBe('Failed');
    });
  });

  describe('setState', () => {
    const bindingOf = (name: string) =>
      client.get(serviceBindingKind, {
        namespace: platform.organization,
        name: `${name}-development`,
      });

    it('suspends a deployment whose status has changed since it was seen', async () => {
      const component = await deployed('suspended');
      const [card] = openChoreo.views.deployBoard(component).environments;
      await platform.report(
        'suspended',
        'development',
        'False',
        'ResourceHealthProgressing',
      );
      await openChoreo.verbs.execute(verbs.setState, {
        ...component,
        environment: 'development',
        state: 'Suspend',
        resourceVersion: card.binding?.resourceVersion ?? '',
      });
      expect(await bindingOf('suspended')).toMatchObject({
        spec: { releaseState: 'Suspend' },
      });
    });

    it('rejects a deployment whose spec has changed since it was seen', async () => {
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
        openChoreo.verbs.execute(verbs.setState, {
          ...component,
          environment: 'development',
          state: 'Suspend',
          resourceVersion: card.binding?.resourceVersion ?? '',
        }),
      ).rejects.toMatchObject({ name: 'ConflictError' });
    });

    it('rejects an environment without a deployment', async () => {
      const component = await deployed('absent');
      await expect(
        openChoreo.verbs.execute(verbs.setState, {
          ...component,
          environment: 'production',
          state: 'Suspend',
          resourceVersion: '1',
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

    it('describe what an organization offers, without values', async () => {
      const { organization } = platform;
      const cached = new Promise<void>(resolve => {
        const end = openChoreo.cache.onChange(({ kind }) => {
          if (kind !== configurationGroupKind.kind) return;
          end();
          resolve();
        });
      });
      await client.create(configurationGroupKind, {
        apiVersion: configurationGroupKind.apiVersion,
        kind: configurationGroupKind.kind,
        metadata: { name: 'mail', namespace: organization },
        spec: {
          environmentGroups: [
            { name: 'tests', environments: ['development', 'staging'] },
          ],
          configurations: [
            {
              key: 'password',
              values: [{ environment: 'production', vaultKey: 'mail' }],
            },
            {
              key: 'host',
              values: [
                { environmentGroupRef: 'tests', value: 'mail.test' },
                { environment: 'staging', value: 'mail.test' },
              ],
            },
          ],
        },
      });
      const describeTo = (isVisible: boolean) =>
        openChoreo.views.organization(organization, async refs =>
          refs.map(({ project }) => isVisible && project === 'shop'),
        );
      await cached;
      const { environments, configurationGroups } = await describeTo(true);
      expect(configurationGroups).toEqual([
        {
          name: 'mail',
          keys: [
            {
              key: 'host',
              isSecret: false,
              environments: ['development', 'staging'],
            },
            { key: 'password', isSecret: true, environments: ['production'] },
          ],
        },
      ]);
      expect(environments.map(({ name }) => name)).toEqual([
        'development',
        'staging',
        'production',
      ]);
      await expect(describeTo(false)).rejects.toThrow(
        'or you may see neither it nor one of its projects',
      );
    });

    it('say what is not there', () => {
      expect(() =>
        openChoreo.views.deployBoard(platform.component('nobody')),
      ).toThrow(/There is no component nobody/);
    });
  });
});
