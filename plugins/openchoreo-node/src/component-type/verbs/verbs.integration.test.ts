import {
  verbs,
  type OperationInput,
} from '@promenade/backstage-plugin-openchoreo-common';
import {
  greeter,
  organization,
  ReleasePlatform,
} from '../../__testUtils__/ReleasePlatform';
import {
  migrate,
  sampleFolders,
  storeManifests,
} from '../../__testUtils__/migrateSamples';
import { describeWithFixtures } from '../../__testUtils__/sharedFixtures';
import { waitForValue } from '../../__testUtils__/waitForValue';
import { componentKind, workloadKind } from '../componentKinds';
import { releaseBindingKind } from '../deploymentKinds';
import { recordedPromotion } from '../promotionRecord';
import { namespaceKind } from '../tenantKinds';
import { workflowRunKind } from '../workflowRunKind';

jest.setTimeout(120_000);

const ana = { requestedBy: 'user:default/ana' };
const first = 'greeter-service-11111111';
const second = 'greeter-service-22222222';

describeWithFixtures(
  'the verbs of an OpenChoreo 1.x (skipped without its fixtures, see PROMENADE_SHARED)',
  () => {
    let platform: ReleasePlatform;

    const cards = () =>
      platform.openChoreo.views.deployBoard(greeter).environments;
    type Card = ReturnType<typeof cards>[number];
    const waitForCard = (name: string, isMeant: (card: Card) => boolean) =>
      waitForValue(() => {
        const found = cards().find(card => card.environment.name === name);
        return found && isMeant(found) ? found : undefined;
      });
    beforeAll(async () => {
      platform = await ReleasePlatform.start();
      await platform.release(first, 'greeter:1');
      await platform.release(second, 'greeter:2');
      await platform.bind('development', first);
      await platform.report('development', { ready: 'True', reason: 'Ready' });
      await waitForCard('development', ({ state }) => state === 'Ready');
    });

    afterAll(() => platform?.stop());

    const runs = (release: string) => (card: Card) =>
      card.release?.hash === release.replace('greeter-service-', '');
    const binding = async (environment: string) =>
      releaseBindingKind.schema.parse(
        await platform.client.get(releaseBindingKind, {
          namespace: organization,
          name: `greeter-service-${environment}`,
        }),
      );
    const promote = (from: string, to: string) =>
      platform.openChoreo.verbs.execute(
        verbs.promoteComponent,
        { ...greeter, from, to },
        ana,
      );
    const rollBack = (artifact: string, resourceVersion?: string) =>
      platform.openChoreo.verbs.execute(
        verbs.rollBackComponent,
        {
          ...greeter,
          environment: 'staging',
          artifact,
          reason: 'errors',
          resourceVersion,
        },
        ana,
      );

    it('are offered where the generation has them', async () => {
      const { actions } = await waitForCard('development', () => true);
      expect(actions.map(({ verb }) => verb)).toEqual([
        'Roll back',
        'Undeploy',
      ]);
    });

    it('plan a promotion without writing it', async () => {
      expect(
        platform.openChoreo.views.promotionPlan(greeter, {
          from: 'development',
          to: 'staging',
        }),
      ).toMatchObject({ release: { hash: '11111111' }, blockers: [] });
      const { objects } = await platform.openChoreo.verbs.plan(
        verbs.promoteComponent,
        { ...greeter, from: 'development', to: 'staging' },
        ana,
      );
      expect(objects).toMatchObject([
        { spec: { environment: 'staging', releaseName: first } },
      ]);
      await expect(binding('staging')).rejects.toMatchObject({ code: 404 });
    });

    it('promote a release to an environment that has none', async () => {
      const promotion = await promote('development', 'staging');
      expect(promotion).toMatchObject({
        to: 'staging',
        artifact: first,
        phase: 'Progressing',
        requestedBy: ana.requestedBy,
      });
      await waitForCard('staging', runs(first));
      expect(await binding('staging')).toMatchObject({
        spec: { owner: { componentName: 'greeter-service' } },
      });
      await platform.report('staging', { ready: 'True', reason: 'Ready' });
      const ended = await platform.openChoreo.waitForPromotion(
        greeter,
        promotion.name,
      );
      expect(ended?.phase).toBe('Succeeded');
    });

    it('keep the values of the environment', async () => {
      await platform.client.patch(
        releaseBindingKind,
        { namespace: organization, name: 'greeter-service-staging' },
        { spec: { componentTypeEnvironmentConfigs: { replicas: 3 } } },
        { type: 'merge' },
      );
      await platform.client.patch(
        releaseBindingKind,
        { namespace: organization, name: 'greeter-service-development' },
        { spec: { releaseName: second } },
        { type: 'merge' },
      );
      await platform.report('development', { ready: 'True', reason: 'Ready' });
      await waitForCard(
        'development',
        card => runs(second)(card) && card.state === 'Ready',
      );
      await promote('development', 'staging');
      expect((await binding('staging')).spec).toMatchObject({
        releaseName: second,
        componentTypeEnvironmentConfigs: { replicas: 3 },
      });
      await waitForCard('staging', runs(second));
    });

    it('reject a promotion that is not part of the pipeline, or whose source is not ready', async () => {
      await expect(promote('development', 'production')).rejects.toThrow(
        'The pipeline does not lead from Development to Production.',
      );
      await expect(promote('staging', 'production')).rejects.toThrow(
        'Staging must be ready first.',
      );
    });

    it('roll back to a release that is kept, unless the deployment was changed since it was seen', async () => {
      const { environments } = platform.openChoreo.views.releases(greeter, {
        environment: 'staging',
      });
      expect(environments[0].revisions).toMatchObject([
        { artifact: second, isCurrent: true, canRollBack: false },
        { artifact: first, isCurrent: false, canRollBack: true },
      ]);
      await expect(rollBack('greeter-service-gone')).rejects.toMatchObject({
        name: 'NotFoundError',
      });
      const { metadata } = await binding('staging');
      await platform.client.patch(
        releaseBindingKind,
        { namespace: organization, name: 'greeter-service-staging' },
        { spec: { componentTypeEnvironmentConfigs: { replicas: 4 } } },
        { type: 'merge' },
      );
      await expect(rollBack(first, metadata.resourceVersion)).rejects.toThrow(
        'it was changed since you saw it',
      );
      expect(await rollBack(first)).toMatchObject({
        type: 'RollBack',
        replaces: { hash: '22222222' },
      });
      expect((await binding('staging')).spec).toMatchObject({
        releaseName: first,
        componentTypeEnvironmentConfigs: { replicas: 4 },
      });
      await waitForCard('staging', runs(first));
    });

    it('say why a promotion has failed', async () => {
      const { name } = await rollBack(second);
      await waitForCard('staging', runs(second));
      await platform.report('staging', {
        ready: 'False',
        reason: 'RenderingFailed',
        message: 'no such field: parameters.port',
      });
      await expect(
        platform.openChoreo.waitForPromotion(greeter, name),
      ).rejects.toThrow('failed: no such field: parameters.port');
      expect(await rollBack(first)).toMatchObject({ type: 'RollBack' });
      await waitForCard('staging', runs(first));
    });

    it('undeploy and deploy again, also after changes of the status', async () => {
      const setState = async (state: 'Active' | 'Suspend' | 'Undeploy') => {
        const found = await waitForCard('staging', () => true);
        const { resourceVersion = '' } = found.binding ?? {};
        await platform.report('staging', { ready: 'True', reason: 'Ready' });
        return platform.openChoreo.verbs.execute(
          verbs.setState,
          { ...greeter, environment: 'staging', state, resourceVersion },
          ana,
        );
      };
      await expect(setState('Suspend')).rejects.toThrow(/has no Suspend/);
      await setState('Undeploy');
      expect((await binding('staging')).spec.state).toBe('Undeploy');
      const { actions } = await waitForCard('staging', card =>
        card.actions.some(({ verb }) => verb === 'Deploy'),
      );
      expect(actions.map(({ verb }) => verb)).toEqual(['Promote', 'Deploy']);
      const reason = 'ResourcesUndeployed';
      await platform.report('staging', { ready: 'False', reason });
      await waitForCard('staging', card => card.state === 'NotDeployed');
      const promotion = recordedPromotion(await binding('staging'));
      await expect(
        platform.openChoreo.waitForPromotion(greeter, promotion?.name ?? ''),
      ).rejects.toThrow('It was undeployed since');
      await setState('Active');
      expect((await binding('staging')).spec.state).toBe('Active');
    });

    it('deploy an image by the Workload', async () => {
      const deploy = (environment: string, image: string) =>
        platform.openChoreo.verbs.execute(
          verbs.deployComponent,
          { ...greeter, environment, image },
          ana,
        );
      await expect(deploy('staging', 'greeter:3')).rejects.toThrow(
        'Changes are deployed to development',
      );
      const { changes, warnings } = await deploy('development', 'greeter:3');
      expect(changes).toHaveLength(1);
      expect(warnings).toEqual([]);
      const key = { namespace: organization, name: 'greeter-service-workload' };
      expect(await platform.client.get(workloadKind, key)).toMatchObject({
        spec: { container: { image: 'greeter:3', command: ['./go-greeter'] } },
      });
    });

    const update = (
      environment: string,
      changes: Partial<OperationInput<typeof verbs.updateComponent>>,
    ) =>
      platform.openChoreo.verbs.execute(
        verbs.updateComponent,
        { ...greeter, environment, ...changes },
        ana,
      );

    it('change what a component runs by the Workload', async () => {
      const { changes } = await update('development', {
        image: 'greeter:4',
        environmentVariables: [{ key: 'LOG_LEVEL', value: 'debug' }],
        removedEnvironmentVariables: ['GITHUB_REPOSITORY'],
        endpoints: [{ name: 'http', port: 9091 }],
      });
      expect(changes.map(({ path }) => path)).toEqual([
        'main',
        'main: GITHUB_REPOSITORY',
        'main: LOG_LEVEL',
        'endpoint http',
      ]);
      const key = { namespace: organization, name: 'greeter-service-workload' };
      const { spec } = workloadKind.schema.parse(
        await platform.client.get(workloadKind, key),
      );
      expect(spec.container.env).toEqual([
        { key: 'LOG_LEVEL', value: 'debug' },
        {
          key: 'GITHUB_TOKEN',
          valueFrom: {
            secretKeyRef: { name: 'github-credentials', key: 'token' },
          },
        },
      ]);
      expect(spec.endpoints).toEqual({
        http: { type: 'HTTP', port: 9091, visibility: ['external'] },
      });
    });

    it('change the values of an environment, which promotions keep', async () => {
      const { changes } = await update('staging', {
        replicas: 5,
        environmentVariables: [{ key: 'LOG_LEVEL', value: 'warn' }],
      });
      expect(changes).toMatchObject([
        { path: 'override: main: LOG_LEVEL' },
        { path: 'override: replicas', before: '4', after: '5' },
      ]);
      expect((await binding('staging')).spec).toMatchObject({
        releaseName: first,
        componentTypeEnvironmentConfigs: { replicas: 5 },
        workloadOverrides: {
          container: { env: [{ key: 'LOG_LEVEL', value: 'warn' }] },
        },
      });
      await expect(update('staging', { image: 'greeter:5' })).rejects.toThrow(
        'Changes are deployed to development',
      );
      await expect(update('staging', { replicas: -1 })).rejects.toThrow(
        /replicas/,
      );
      await expect(update('production', { replicas: 1 })).rejects.toThrow(
        'greeter-service is not deployed in production',
      );
    });

    it.each([
      [{ schedule: '0 3 * * *' }, /^schedule: OpenChoreo 1\.x has none/],
      [
        { container: 'proxy', image: 'proxy:1' },
        'container: greeter-service has no container proxy',
      ],
      [
        { removedEndpoints: ['grpc'] },
        'removedEndpoints: greeter-service has no endpoint grpc. Its endpoints: http',
      ],
    ])('do not change %j of a component', async (changes, message) => {
      await expect(update('development', changes)).rejects.toThrow(message);
    });

    it('build a component of another branch, once for each idempotency key', async () => {
      const build = () =>
        platform.openChoreo.verbs.execute(
          verbs.buildComponent,
          { ...greeter, branch: 'next', idempotencyKey: 'one' },
          ana,
        );
      await expect(build()).rejects.toThrow('it has no workflow');
      const repository = { url: 'https://git.test/greeter', appPath: '/app' };
      await platform.client.patch(
        componentKind,
        { namespace: organization, name: greeter.component },
        { spec: { workflow: { name: 'docker', parameters: { repository } } } },
        { type: 'merge' },
      );
      const { build: name, branch } = await build();
      expect(branch).toBe('next');
      expect(await build()).toMatchObject({ build: name });
      const key = { namespace: organization, name };
      expect(await platform.client.get(workflowRunKind, key)).toMatchObject({
        spec: {
          workflow: {
            kind: 'ClusterWorkflow',
            parameters: {
              repository: { ...repository, revision: { branch: 'next' } },
            },
          },
        },
      });
      await platform.client.patchStatus(workflowRunKind, key, {
        conditions: [
          {
            type: 'WorkflowFailed',
            status: 'True',
            reason: 'WorkflowFailed',
            message: 'the image cannot be built',
            lastTransitionTime: new Date().toISOString(),
          },
        ],
        tasks: [
          { name: 'checkout-source', phase: 'Succeeded' },
          { name: 'build-image', phase: 'Failed' },
        ],
      });
      await expect(
        platform.openChoreo.waitForBuild(greeter, name),
      ).rejects.toThrow('the image cannot be built');
      const found = await waitForValue(() =>
        platform.openChoreo.views.overviews.builds(greeter).builds.at(0),
      );
      expect(found).toMatchObject({
        phase: 'Failed',
        branch: 'next',
        steps: [{ state: 'Succeeded' }, { name: 'build-image' }],
      });
    });

    it('say which ones the generation does not have', async () => {
      await expect(
        platform.openChoreo.verbs.execute(
          verbs.restartComponent,
          { ...greeter, environment: 'staging' },
          ana,
        ),
      ).rejects.toThrow('This platform does not support restart-component');
    });

    const billing: OperationInput<typeof verbs.createComponent> = {
      organization,
      project: 'default',
      name: 'billing',
      componentType: {
        kind: 'ClusterComponentType',
        name: 'deployment/service',
      },
      image: 'ghcr.io/acme/billing:1',
      port: 8080,
      exposure: 'Public',
      environmentVariables: [{ key: 'LOG_LEVEL', value: 'info' }],
    };

    it('create a component with its workload, and delete it', async () => {
      const { verbs: execute } = platform.openChoreo;
      const created = await execute.execute(
        verbs.createComponent,
        billing,
        ana,
      );
      expect(created).toMatchObject({
        component: 'billing',
        environment: 'development',
        objects: [
          { kind: 'Component', name: 'billing' },
          { kind: 'Workload', name: 'billing-workload' },
        ],
      });
      const namespace = organization;
      expect(
        await platform.client.get(workloadKind, {
          namespace,
          name: 'billing-workload',
        }),
      ).toMatchObject({
        spec: {
          container: { image: billing.image, env: [{ key: 'LOG_LEVEL' }] },
          endpoints: {
            http: { type: 'HTTP', visibility: ['namespace', 'external'] },
          },
        },
      });
      await expect(
        execute.execute(verbs.createComponent, billing, ana),
      ).rejects.toThrow(/billing already exists/);
      const ref = { organization, project: 'default', component: 'billing' };
      await execute.execute(verbs.deleteComponent, ref, ana);
      const key = { namespace, name: 'billing' };
      expect(await platform.client.find(componentKind, key)).toBeUndefined();
    });

    it('create a component with the traits that its type allows', async () => {
      const name = 'observability-alert-rule';
      const withTrait = (trait: object) =>
        platform.openChoreo.verbs.plan(
          verbs.createComponent,
          {
            ...billing,
            traits: [{ kind: 'ClusterTrait', name, ...trait }],
          },
          ana,
        );
      await expect(withTrait({})).rejects.toThrow(
        `traits.0.name: the ClusterTrait ${name} does not exist`,
      );
      await platform.sample(
        'getting-started/component-traits/alert-rule-trait.yaml',
      );
      await expect(withTrait({ kind: 'Trait' })).rejects.toThrow(
        `traits.0.name: the ClusterComponentType service does not allow the Trait ${name}. It allows: ClusterTrait ${name}`,
      );
      await expect(withTrait({ parameters: {} })).rejects.toThrow(
        /^traits\.0\.parameters\./,
      );
    });

    it.each([
      [{ className: 'default' }, /^className: OpenChoreo 1.x has none/],
      [{ componentType: undefined }, /^componentType: is missing/],
      [
        {
          componentType: {
            kind: 'ClusterComponentType' as const,
            name: 'deployment/none',
          },
        },
        /Choose one of: .*deployment\/service/,
      ],
    ])('do not create a component with %j', async (input, message) => {
      await expect(
        platform.openChoreo.verbs.plan(
          verbs.createComponent,
          { ...billing, ...input },
          ana,
        ),
      ).rejects.toThrow(message);
    });

    it('create a project with what deploys it to each environment', async () => {
      const { objects } = await platform.openChoreo.verbs.execute(
        verbs.createProject,
        { organization, name: 'payments' },
        ana,
      );
      expect(objects.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
        'Project payments',
        'ProjectReleaseBinding payments-development',
        'ProjectReleaseBinding payments-staging',
        'ProjectReleaseBinding payments-production',
      ]);
    });

    it('delete a project with its components', async () => {
      const { verbs: execute } = platform.openChoreo;
      const ref = { organization, project: 'payments' };
      const { catalogUnits } = platform.openChoreo;
      const unitOf = (type: 'project' | 'component', name: string) =>
        waitForValue(() => catalogUnits.get({ type, organization, name }));
      await unitOf('project', 'payments');
      await execute.execute(
        verbs.createComponent,
        { ...billing, project: 'payments', name: 'invoices' },
        ana,
      );
      await unitOf('component', 'invoices');
      expect(
        await execute.execute(verbs.deleteProject, ref, ana),
      ).toMatchObject({
        components: ['invoices'],
        objects: [
          { kind: 'Component', name: 'invoices' },
          { kind: 'ProjectReleaseBinding', name: 'payments-development' },
          { kind: 'ProjectReleaseBinding', name: 'payments-staging' },
          { kind: 'ProjectReleaseBinding', name: 'payments-production' },
          { kind: 'Project', name: 'payments' },
        ],
      });
      await expect(
        execute.execute(verbs.deleteProject, ref, ana),
      ).rejects.toMatchObject({ name: 'NotFoundError' });
    });

    it('accept the manifests that a project of 0.3 becomes', async () => {
      const namespace = 'moved';
      await platform.create(namespaceKind, namespace, {});
      const manifests = migrate(storeManifests(sampleFolders), 'tram')
        .flatMap(({ to }) => to)
        .filter(({ apiVersion }) => !apiVersion.startsWith('delivery.'))
        .map(({ metadata, ...manifest }) => ({
          ...manifest,
          metadata: metadata.namespace ? { ...metadata, namespace } : metadata,
        }));
      for (const manifest of manifests) {
        const { apiVersion, kind } = manifest;
        const type = await platform.client.resourceFor(apiVersion, kind);
        if (!type) throw new Error(`The API does not serve ${kind}`);
        const accepted = await platform.client.apply(type, manifest, {
          fieldManager: 'test',
          force: true,
          dryRun: true,
        });
        // Fields that the API does not know are pruned.
        expect(accepted).toMatchObject(manifest);
      }
      expect(new Set(manifests.map(({ kind }) => kind)).size).toBe(8);
    });
  },
);
