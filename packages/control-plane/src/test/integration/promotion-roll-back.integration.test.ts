import {
  Promotion,
  promotionKind,
  releaseKind,
  serviceBindingKind,
  serviceClassKind,
} from '@promenade/openchoreo-model';
import { aServiceClass, fromTo, withSpec } from '../__testUtils__';
import { describeFailingPods } from '../__testUtils__/failing-pods';
import {
  PromotionScenario,
  ScenarioSettings,
  ana,
  ben,
  cleo,
  failingTemplate,
  isFrozen,
  needsApproval,
  phasesOf,
  staysInVerification,
  tagOf,
} from '../__testUtils__/promotion-scenario';
import {
  TestPlatform,
  startTestPlatform,
} from '../__testUtils__/test-platform';

jest.setTimeout(120_000);

let platform: TestPlatform;

beforeAll(async () => {
  platform = await startTestPlatform({
    promotionLimits: { degradedMs: 1_000 },
  });
});

afterAll(() => platform?.stop());

const start = (name: string, settings: ScenarioSettings = {}) =>
  PromotionScenario.start(platform, name, settings);

const returnsAfter = (after: string) => ({
  automaticRollback: { enabled: true, after },
});

const stepStates = ({ status }: Promotion) =>
  Object.fromEntries(
    (status?.steps ?? []).map(({ name, state }) => [name, state]),
  );

describeFailingPods('a release whose image cannot be pulled', () => {
  it('is replaced with the previous one', async () => {
    const scenario = await start('unpullable', { rule: returnsAfter('1s') });
    const before = await scenario.findBinding(scenario.target);
    await scenario.release({ tag: 2, failsLater: true });
    await scenario.request('next', cleo);
    const promotion = await scenario.waitForPhase('next', 'RolledBack');
    expect(phasesOf(promotion)).toEqual([
      'Progressing',
      'Verifying',
      'RolledBack',
    ]);
    expect(stepStates(promotion)).toMatchObject({
      RollOut: 'Succeeded',
      Verify: 'Failed',
      RollBack: 'Succeeded',
    });
    expect(promotion.status?.transitions?.at(-1)?.message).toMatch(
      /^staging runs [0-9a-f]{7} 1 again\. .*ImagePullBackOff/,
    );
    expect(promotion.status?.previousArtifactRef).toBe(before.spec.artifactRef);
    const after = await scenario.waitForRelease(scenario.target, 1);
    expect(after.spec).toEqual(before.spec);
    expect(await scenario.waitForEvents('next', 'PromotionRolledBack')).toBe(
      true,
    );
    // The source is not affected, and a corrected release can follow.
    await scenario.waitForRelease('unpullable', 2);
    await scenario.release({ tag: 3 });
    await scenario.request('corrected', cleo);
    await scenario.waitForPhase('corrected', 'Succeeded');
    await scenario.waitForRelease(scenario.target, 3);
  });

  it('stays where the rule does not ask for a rollback', async () => {
    const scenario = await start('left', { rule: {} });
    await scenario.release({ tag: 2, failsLater: true });
    await scenario.request('next', cleo);
    await scenario.waitForPhase('next', 'Failed');
    await scenario.waitForReason('next', 'TargetNotReady');
    expect(tagOf(await scenario.findBinding(scenario.target))).toBe('2');
  });

  it('is undeployed where nothing ran before', async () => {
    const scenario = await start('first-fails', {
      isDeployed: false,
      rule: returnsAfter('1s'),
    });
    await scenario.release({ tag: 2, failsLater: true });
    await scenario.request('next', cleo);
    const { status } = await scenario.waitForPhase('next', 'RolledBack');
    expect(status?.transitions?.at(-1)?.message).toContain(
      'staging runs nothing, as before.',
    );
    expect(status?.previousArtifactRef).toBeUndefined();
    const { spec } = await scenario.findBinding(scenario.target);
    expect(spec.releaseState).toBe('Undeploy');
    await platform.waitUntilGone(releaseKind, scenario.key(scenario.target));
  });
});

describe('a release that degrades while it is verified', () => {
  it('is replaced with the previous one', async () => {
    const scenario = await start('degraded', {
      rule: { ...returnsAfter('1s'), ...staysInVerification },
    });
    await platform.apply(aServiceClass('fragile'));
    await scenario.release({ tag: 2, className: 'fragile' });
    await scenario.request('next', cleo);
    await scenario.waitForPhase('next', 'Verifying');
    await scenario.waitForRelease(scenario.target, 2);
    await platform.patch(serviceClassKind, 'fragile', {
      deploymentTemplate: failingTemplate,
    });
    const { status } = await scenario.waitForPhase('next', 'RolledBack');
    expect(status?.steps?.find(({ name }) => name === 'Verify')).toMatchObject({
      state: 'Failed',
      message: expect.stringContaining('staging does not become ready'),
    });
    const after = await scenario.waitForRelease(scenario.target, 1);
    expect(after.spec.className).toBe('default');
  });
});

describe('a promotion that is rolled out', () => {
  it('is cancelled: the target has its former release again', async () => {
    const scenario = await start('stopped', {
      rule: staysInVerification,
    });
    await scenario.release({ tag: 2 });
    const before = await scenario.findBinding(scenario.target);
    await scenario.request('next', cleo);
    await scenario.waitForPhase('next', 'Verifying');
    await scenario.waitForRelease(scenario.target, 2);
    await scenario.decide('next', ben, 'Cancelled', { comment: 'Wrong one' });
    const { status } = await scenario.waitForPhase('next', 'RolledBack');
    expect(status?.transitions?.at(-1)).toMatchObject({
      phase: 'RolledBack',
      reason: 'Cancelled',
      by: ben.name,
    });
    const after = await scenario.waitForRelease(scenario.target, 1);
    expect(after.spec).toEqual(before.spec);
    expect(after.status?.releaseLabel).toBe(before.status?.releaseLabel);
    // A rejection is for promotions that wait.
    await scenario.request('again', cleo);
    await scenario.waitForPhase('again', 'Verifying');
    await scenario.decide('again', ana, 'Rejected', { comment: 'Too late' });
    await scenario.setRule({});
    await scenario.waitForPhase('again', 'Succeeded');
    expect(tagOf(await scenario.findBinding(scenario.target))).toBe('2');
  });
});

describe('a roll back by a person', () => {
  const overrides = (value: string) => ({
    envOverrides: { containers: { main: { env: [{ key: 'LEVEL', value }] } } },
  });

  it('deploys an earlier release with the overrides it had, and is rolled forward again', async () => {
    const scenario = await start('back', {
      rule: needsApproval,
    });
    const staging = () => scenario.findBinding(scenario.target);
    await platform.patch(serviceBindingKind, scenario.target, overrides('old'));
    const { spec: first } = await scenario.waitForRelease(scenario.target, 1);
    await scenario.setRule({});
    await scenario.release({ tag: 2 });
    await scenario.request('next', cleo);
    await scenario.waitForPhase('next', 'Succeeded');
    await platform.patch(serviceBindingKind, scenario.target, overrides('new'));
    const { spec: second } = await scenario.waitForRelease(scenario.target, 2);
    // Neither approvals nor freeze windows keep somebody from going back.
    await scenario.setRule({ ...needsApproval, ...isFrozen });
    const { status: brought } = await scenario.find('next');
    const rollBack = (name: string, to: typeof first) =>
      scenario.request(
        name,
        cleo,
        fromTo('staging', 'staging'),
        withSpec({
          type: 'RollBack',
          artifactRef: to.artifactRef,
          envOverrides: to.envOverrides,
        }),
      );
    expect(brought?.previousArtifactRef).toBe(first.artifactRef);
    expect(brought?.previousEnvOverrides).toEqual(first.envOverrides);
    await rollBack('back', first);
    const { status } = await scenario.waitForPhase('back', 'Succeeded');
    expect(status?.previousArtifactRef).toBe(second.artifactRef);
    expect(status?.previousEnvOverrides).toEqual(second.envOverrides);
    await scenario.waitForRelease(scenario.target, 1);
    expect((await staging()).spec).toEqual(first);

    await rollBack('forward', second);
    await scenario.waitForPhase('forward', 'Succeeded');
    await scenario.waitForRelease(scenario.target, 2);
    expect((await staging()).spec).toEqual(second);
  });

  it('needs approval where the rule says so', async () => {
    const scenario = await start('back-approved');
    const { spec: first } = await scenario.findBinding(scenario.target);
    await scenario.release({ tag: 2 });
    await scenario.request('next', cleo);
    await scenario.waitForPhase('next', 'Succeeded');
    await scenario.setRule({
      approvers: { users: [ben.name], minApprovals: 1 },
      rollback: { requiresApproval: true },
    });
    await scenario.request(
      'back',
      cleo,
      fromTo('staging', 'staging'),
      withSpec({ type: 'RollBack', artifactRef: first.artifactRef }),
    );
    await scenario.waitForPhase('back', 'AwaitingApproval');
    await scenario.decide('back', ana, 'Approved');
    await scenario.decide('back', ben, 'Approved');
    const { status } = await scenario.waitForPhase('back', 'Succeeded');
    expect(status?.approvals?.map(({ by }) => by)).toEqual([ben.name]);
    await scenario.waitForRelease(scenario.target, 1);
  });

  it('fails if the release does not exist', async () => {
    const scenario = await start('back-to-nothing');
    await scenario.request(
      'back',
      cleo,
      fromTo('staging', 'staging'),
      withSpec({ type: 'RollBack', artifactRef: 'no-such-release' }),
    );
    await scenario.waitForPhase('back', 'Failed');
    await scenario.waitForReason('back', 'ArtifactNotFound');
    expect(tagOf(await scenario.findBinding(scenario.target))).toBe('1');
  });

  it('is not possible from one environment to another', async () => {
    const scenario = await start('back-sideways');
    await expect(
      scenario.request(
        'back',
        cleo,
        withSpec({ type: 'RollBack', artifactRef: 'any' }),
      ),
    ).rejects.toThrow('A RollBack has the same environment in from and to');
    expect(
      await platform.client.find(
        promotionKind,
        scenario.key(scenario.promotion('back')),
      ),
    ).toBeUndefined();
  });
});
