import {
  verbs,
  type PromotionPhase,
} from '@promenade/backstage-plugin-openchoreo-common';
import {
  deliveryApiVersion,
  getCondition,
  promotionKind,
  promotionPolicyKind,
  signingKeySecret,
  type Promotion,
} from '@promenade/openchoreo-model';
import {
  startControlPlane,
  type ControlPlaneProcess,
} from '@promenade/test-kubernetes';
import {
  greeter,
  organization,
  ReleasePlatform,
} from '../../__testUtils__/ReleasePlatform';
import { describeWithFixtures } from '../../__testUtils__/sharedFixtures';
import { waitForValue } from '../../__testUtils__/waitForValue';
import { releaseBindingKind } from '../deploymentKinds';

jest.setTimeout(300_000);

const first = 'greeter-service-11111111';
const second = 'greeter-service-22222222';

/** The request of a person. */
const by = (name: string) => {
  const entityRef = `user:default/${name}`;
  return {
    requestedBy: entityRef,
    person: { entityRef, groups: async () => [] },
  };
};

describeWithFixtures(
  'promotions of an OpenChoreo 1.x (skipped without its fixtures, see PROMENADE_SHARED)',
  () => {
    let platform: ReleasePlatform;
    let controlPlane: ControlPlaneProcess | undefined;

    beforeAll(async () => {
      platform = await ReleasePlatform.start({ hasPromotions: true });
      controlPlane = await startControlPlane(
        platform.kubernetes.kubeconfig,
        organization,
        ['--controllers=promotion'],
      );
      // Without the key of the control plane, requests are not signed.
      const secrets = await platform.client.resourceFor('v1', 'Secret');
      await waitForValue(
        async () =>
          secrets && (await platform.client.find(secrets, signingKeySecret)),
      );
      await platform.release(first, 'greeter:1');
      await platform.release(second, 'greeter:2');
      await platform.bind('development', first);
      await reportReady('development');
    });

    afterAll(async () => {
      await controlPlane?.stop();
      await platform?.stop();
    });

    function run(from: string, to: string, person = 'ana') {
      return platform.openChoreo.verbs.execute(
        verbs.promoteComponent,
        { ...greeter, from, to },
        by(person),
      );
    }
    const binding = async (environment: string) => {
      const found = await platform.client.find(releaseBindingKind, {
        namespace: organization,
        name: `greeter-service-${environment}`,
      });
      return found && releaseBindingKind.schema.parse(found);
    };
    const waitForRelease = (environment: string, release: string) =>
      waitForValue(async () => {
        const found = await binding(environment);
        return found?.spec.releaseName === release ? found : undefined;
      });
    async function reportReady(environment: string) {
      await platform.report(environment, { ready: 'True', reason: 'Ready' });
      await waitForValue(() => {
        const { environments } = platform.openChoreo.views.deployBoard(greeter);
        const card = environments.find(
          each => each.environment.name === environment,
        );
        return card?.state === 'Ready' || undefined;
      });
    }
    const live = (name: string) =>
      platform.client.get<Promotion>(promotionKind, {
        namespace: organization,
        name,
      });
    const waitForPhase = (name: string, phase: PromotionPhase) =>
      waitForValue(async () => {
        const found = await live(name);
        return found.status?.phase === phase ? found : undefined;
      });
    const reasonOf = ({ status }: Promotion) =>
      getCondition(status?.conditions, 'Complete')?.reason;
    /** Requests a promotion with kubectl. */
    const apply = (name: string, spec: object) =>
      platform.client.create(promotionKind, {
        apiVersion: deliveryApiVersion,
        kind: 'Promotion',
        metadata: { name, namespace: organization },
        spec: {
          owner: { projectName: 'default', componentName: 'greeter-service' },
          ...spec,
        },
      });
    const setRules = async (...rules: object[]) => {
      await platform.apply({
        apiVersion: deliveryApiVersion,
        kind: 'PromotionPolicy',
        metadata: { name: 'rules', namespace: organization },
        spec: { pipelineRef: 'default', rules },
      });
      return waitForValue(async () => {
        const { metadata, status } = promotionPolicyKind.schema.parse(
          await platform.client.get(promotionPolicyKind, {
            namespace: organization,
            name: 'rules',
          }),
        );
        return status?.observedGeneration === metadata.generation
          ? getCondition(status?.conditions, 'Ready')
          : undefined;
      });
    };

    it('write the release to the next environment, and wait until it is ready', async () => {
      const { name, phase } = await run('development', 'staging');
      expect(phase).toBe('Pending');
      await waitForRelease('staging', first);
      await waitForPhase(name, 'Verifying');
      await reportReady('staging');
      const promotion = await waitForPhase(name, 'Succeeded');
      expect(promotion).toMatchObject({
        spec: { artifactRef: first },
        status: {
          requester: { name: 'user:default/ana', isVerified: true },
          release: '11111111',
          releaseLabel: '1111111 1',
          bindingRef: 'greeter-service-staging',
        },
      });
      expect(
        await platform.openChoreo.waitForPromotion(greeter, name),
      ).toMatchObject({ phase: 'Succeeded', release: { version: '1' } });
    });

    it('follow the pipeline, however they were requested', async () => {
      await apply('skips-staging', { from: 'development', to: 'production' });
      const failed = await waitForPhase('skips-staging', 'Failed');
      expect(reasonOf(failed)).toBe('InvalidPromotionPath');
      await apply('in-a-track', {
        from: 'staging',
        to: 'production',
        deploymentTrack: 'next',
      });
      const unsupported = await waitForPhase('in-a-track', 'Failed');
      expect(reasonOf(unsupported)).toBe('NotSupported');
      expect(await binding('production')).toBeUndefined();
    });

    it('fail at once where the source cannot be rendered, and say why', async () => {
      const message = 'no such field: parameters.port';
      await platform.report('development', {
        ready: 'False',
        reason: 'RenderingFailed',
        message,
      });
      await apply('not-rendered', { from: 'development', to: 'staging' });
      const { status } = await waitForPhase('not-rendered', 'Failed');
      expect(getCondition(status?.conditions, 'Complete')).toMatchObject({
        reason: 'SourceNotReady',
        message: `Development must be ready first: ${message}`,
      });
      await reportReady('development');
    });

    it('wait for the approvals of the policy', async () => {
      const edge = { from: 'staging', to: 'production' };
      expect(
        await setRules({ ...edge, approvers: { minApprovals: 1 } }),
      ).toMatchObject({ status: 'True' });
      const { name } = await run('staging', 'production');
      await waitForPhase(name, 'AwaitingApproval');
      expect(await binding('production')).toBeUndefined();
      const { edges } = platform.openChoreo.views.deployBoard(greeter).pipeline;
      expect(edges).toMatchObject([
        { requiresApproval: false },
        { requiresApproval: true },
      ]);
      const decide = (person: string) =>
        platform.openChoreo.verbs.execute(
          verbs.approvePromotion,
          { ...greeter, name },
          { ...by(person), environment: 'production' },
        );
      await waitForValue(
        () =>
          platform.openChoreo.views
            .deployBoard(greeter)
            .environments.some(
              ({ promotion }) => promotion?.phase === 'AwaitingApproval',
            ) || undefined,
      );
      await expect(decide('ana')).rejects.toThrow('does not count');
      await decide('ben');
      await waitForRelease('production', first);
      await waitForPhase(name, 'Verifying');
      await reportReady('production');
      expect(await waitForPhase(name, 'Succeeded')).toMatchObject({
        status: { approvals: [{ by: 'user:default/ben' }] },
      });
    });

    it('do nothing in a freeze window', async () => {
      await setRules({
        from: 'development',
        to: 'staging',
        freezeWindows: [
          {
            name: 'always',
            from: '2020-01-01T00:00:00Z',
            to: '2120-01-01T00:00:00Z',
          },
        ],
      });
      await apply('frozen', { from: 'development', to: 'staging' });
      await waitForValue(
        async () => reasonOf(await live('frozen')) === 'Frozen' || undefined,
      );
      await platform.openChoreo.verbs.execute(
        verbs.cancelPromotion,
        { ...greeter, name: 'frozen' },
        { ...by('ana'), environment: 'staging' },
      );
      const { spec } = await waitForPhase('frozen', 'Cancelled');
      expect(spec.decisions).toMatchObject([{ by: 'user:default/ana' }]);
    });

    it('return to the previous release when the new one fails, and keep the values of the environment', async () => {
      await setRules({
        from: 'development',
        to: 'staging',
        automaticRollback: { enabled: true, after: '1s' },
      });
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
      await reportReady('development');
      const { name } = await waitForValue(() =>
        run('development', 'staging').catch(() => undefined),
      );
      await waitForRelease('staging', second);
      await platform.report('staging', {
        ready: 'False',
        reason: 'ResourcesDegraded',
      });
      const restored = await waitForRelease('staging', first);
      expect(restored.spec.componentTypeEnvironmentConfigs).toEqual({
        replicas: 3,
      });
      await reportReady('staging');
      await waitForPhase(name, 'RolledBack');
    });

    it('roll back to an earlier release, which the history shows', async () => {
      const { name } = await platform.openChoreo.verbs.execute(
        verbs.rollBackComponent,
        {
          ...greeter,
          environment: 'production',
          artifact: second,
          reason: 'errors',
        },
        by('ana'),
      );
      await waitForRelease('production', second);
      await waitForPhase(name, 'Verifying');
      await reportReady('production');
      await waitForPhase(name, 'Succeeded');
      const ended = await platform.openChoreo.waitForPromotion(greeter, name);
      expect(ended).toMatchObject({
        type: 'RollBack',
        replaces: { hash: '11111111' },
      });
      const { environments } = platform.openChoreo.views.releases(greeter, {
        environment: 'production',
      });
      expect(environments[0].revisions).toMatchObject([
        { artifact: second, isCurrent: true, promotion: name },
        { artifact: first, isCurrent: false, canRollBack: true },
      ]);
      const history = await platform.openChoreo.views.promotions(greeter, {
        limit: 1,
      });
      expect(history.promotions).toMatchObject([{ name }]);
    });

    it('are requested for each new release where a rule says so', async () => {
      await setRules({
        from: 'development',
        to: 'staging',
        automaticPromotion: true,
      });
      const third = 'greeter-service-33333333';
      await platform.release(third, 'greeter:3');
      await platform.client.patch(
        releaseBindingKind,
        { namespace: organization, name: 'greeter-service-development' },
        { spec: { releaseName: third } },
        { type: 'merge' },
      );
      await reportReady('development');
      await waitForRelease('staging', third);
      await reportReady('staging');
      const { items } = await platform.client.list<Promotion>(promotionKind, {
        namespace: organization,
      });
      expect(
        items
          .filter(({ spec }) => spec.requestedBy?.startsWith('service:'))
          .map(({ spec }) => spec),
      ).toMatchObject([
        { from: 'development', to: 'staging', artifactRef: third },
      ]);
    });

    it('are rejected with a rule that OpenChoreo 1.x cannot follow', async () => {
      const ready = await setRules({
        from: 'staging',
        to: 'production',
        strategy: { type: 'Canary', steps: [{ weight: 10 }] },
      });
      expect(ready).toMatchObject({ status: 'False', reason: 'PolicyInvalid' });
      await apply('canary', { from: 'staging', to: 'production' });
      expect(reasonOf(await waitForPhase('canary', 'Failed'))).toBe(
        'StrategyNotPossible',
      );
    });
  },
);
