import {
  verbs,
  type PromotionView,
} from '@promenade/backstage-plugin-openchoreo-common';
import {
  deliveryApiVersion,
  environmentKind,
  workloadKind,
} from '@promenade/openchoreo-model';
import { TestPlatform } from '../__testUtils__/TestPlatform';
import { TestTask } from '../__testUtils__/TestTask';
import { createComponentAction } from './createComponent';

/** The verbs against the control plane: what one side signs, the other has to accept. */
describe('a promotion that needs an approval', () => {
  let platform: TestPlatform;

  beforeAll(async () => {
    platform = await TestPlatform.start({ controlPlane: true });
    await platform.create({
      apiVersion: deliveryApiVersion,
      kind: 'PromotionPolicy',
      metadata: { name: 'default', namespace: platform.organization },
      spec: {
        pipelineRef: 'default',
        rules: [
          {
            from: 'development',
            to: 'staging',
            approvers: { groups: ['group:default/leads'], minApprovals: 1 },
          },
        ],
      },
    });
    await new TestTask().run(createComponentAction(platform.services), {
      project: 'system:default/tram',
      name: 'departures',
      image: 'registry.test/tram/departures:1.0.0',
      timeout: '90s',
    });
  }, 120_000);
  afterAll(() => platform?.stop(), 60_000);

  const ref = () => ({
    organization: platform.organization,
    project: 'tram',
    component: 'departures',
  });
  const as = (name: string) => ({
    requestedBy: `user:default/${name}`,
    person: {
      entityRef: `user:default/${name}`,
      groups: async () => ['group:default/leads'],
    },
    environment: 'staging',
  });

  /** Resolves with a value as soon as the cache has it. */
  const cached = <T>(read: () => T | undefined) =>
    new Promise<T>(resolve => {
      let unsubscribe = () => {};
      const check = () => {
        const value = read();
        if (value === undefined) return;
        unsubscribe();
        resolve(value);
      };
      unsubscribe = platform.openchoreo.cache.onChange(check);
      check();
    });

  /** Resolves with the promotion when it is in a phase. */
  const reached = (name: string, phase: PromotionView['phase']) =>
    cached(() =>
      platform.openchoreo.views
        .component(ref())
        .promotions.find(
          promotion => promotion.name === name && promotion.phase === phase,
        ),
    );

  it('is rolled out when an approver has signed', async () => {
    const { openchoreo } = platform;
    const { name } = await openchoreo.verbs.execute(
      verbs.promoteComponent,
      { ...ref(), from: 'development', to: 'staging' },
      as('rob'),
    );
    expect(await reached(name, 'AwaitingApproval')).toMatchObject({
      requestedBy: 'user:default/rob',
      isRequesterVerified: true,
      requiredApproval: { count: 1, missing: 1 },
    });
    expect(openchoreo.views.awaitingApproval()).toMatchObject([{ name }]);
    await expect(
      openchoreo.verbs.execute(
        verbs.approvePromotion,
        { ...ref(), name },
        as('rob'),
      ),
    ).rejects.toThrow(/the approval of the requester does not count/);
    await openchoreo.verbs.execute(
      verbs.approvePromotion,
      { ...ref(), name, comment: 'Tested' },
      as('ana'),
    );
    const promotion = await openchoreo.waitForPromotion(ref(), name);
    expect(promotion).toMatchObject({
      phase: 'Succeeded',
      approvals: [
        { by: 'user:default/ana', decision: 'Approved', comment: 'Tested' },
      ],
    });
    expect(openchoreo.views.awaitingApproval()).toEqual([]);
    const { environments } = openchoreo.views.releases(ref());
    expect(environments[1]).toMatchObject({
      environment: 'staging',
      revisions: [{ promotion: name, by: 'user:default/rob', isCurrent: true }],
    });
  }, 120_000);

  it('can be rolled back', async () => {
    const { openchoreo, organization, client } = platform;
    const releasesOf = (environment: string) =>
      openchoreo.views
        .releases(ref(), { environment })
        .environments.flatMap(({ revisions }) => revisions);
    const [first] = releasesOf('staging');
    const workload = { namespace: organization, name: 'departures' };
    await client.patch(
      workloadKind,
      workload,
      {
        spec: {
          containers: {
            main: { image: 'registry.test/tram/departures:2.0.0' },
          },
        },
      },
      { type: 'merge' },
    );
    await cached(() =>
      releasesOf('development').find(
        ({ isCurrent, release }) => isCurrent && release.version === '2.0.0',
      ),
    );
    await openchoreo.waitForReady(ref(), 'development');
    const { name } = await openchoreo.verbs.execute(
      verbs.promoteComponent,
      { ...ref(), from: 'development', to: 'staging' },
      as('rob'),
    );
    await reached(name, 'AwaitingApproval');
    await openchoreo.verbs.execute(
      verbs.approvePromotion,
      { ...ref(), name },
      as('ana'),
    );
    await openchoreo.waitForPromotion(ref(), name);
    const rollback = await openchoreo.verbs.execute(
      verbs.rollBackComponent,
      {
        ...ref(),
        environment: 'staging',
        artifact: first.artifact,
        reason: 'It is slow',
      },
      as('rob'),
    );
    expect(
      await openchoreo.waitForPromotion(ref(), rollback.name),
    ).toMatchObject({ type: 'RollBack', phase: 'Succeeded' });
    expect(
      releasesOf('staging').map(({ release, isCurrent, canRollBack }) => ({
        version: release.version,
        isCurrent,
        canRollBack,
      })),
    ).toEqual([
      { version: '1.0.0', isCurrent: true, canRollBack: false },
      { version: '2.0.0', isCurrent: false, canRollBack: true },
      { version: '1.0.0', isCurrent: false, canRollBack: false },
    ]);
  }, 120_000);

  it('ends when an approver rejects it or its requester cancels it', async () => {
    const { openchoreo } = platform;
    const request = () =>
      openchoreo.verbs.execute(
        verbs.promoteComponent,
        { ...ref(), from: 'staging', to: 'production' },
        { ...as('rob'), environment: 'production' },
      );
    await platform.client.patch(
      environmentKind,
      { namespace: platform.organization, name: 'production' },
      { spec: { policies: { requireApproval: true } } },
      { type: 'merge' },
    );
    const first = await request();
    await reached(first.name, 'AwaitingApproval');
    const toProduction = (name: string) => ({
      ...as(name),
      environment: 'production',
    });
    await openchoreo.verbs.execute(
      verbs.rejectPromotion,
      { ...ref(), name: first.name, comment: 'Not today' },
      toProduction('ana'),
    );
    await expect(
      openchoreo.waitForPromotion(ref(), first.name),
    ).rejects.toThrow(/was rejected/);
    const second = await request();
    await reached(second.name, 'AwaitingApproval');
    await openchoreo.verbs.execute(
      verbs.cancelPromotion,
      { ...ref(), name: second.name },
      toProduction('rob'),
    );
    await expect(
      openchoreo.waitForPromotion(ref(), second.name),
    ).rejects.toThrow(/was cancelled/);
  }, 120_000);
});
