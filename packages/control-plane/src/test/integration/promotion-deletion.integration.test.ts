import {
  Promotion,
  PromotionPhase,
  PromotionRule,
  componentKind,
  deployableArtifactKind,
  environmentKind,
  isFinishedPromotion,
  projectKind,
  promotionKind,
  releaseKind,
  serviceBindingKind,
} from '@promenade/openchoreo-model';
import { anAPIClass, anEnvironment } from '../__testUtils__';
import {
  PromotionScenario,
  cleo,
  isFrozen,
  needsApproval,
  pausedCanary,
  phasesOf,
  staysInVerification,
  tagOf,
  withRoute,
} from '../__testUtils__/promotion-scenario';
import {
  dataPlaneCrds,
  describeRoutes,
} from '../__testUtils__/shared-fixtures';
import {
  TestPlatform,
  startTestPlatform,
} from '../__testUtils__/test-platform';

jest.setTimeout(120_000);

interface PhaseCase {
  phase: PromotionPhase;
  /** A rule with which a promotion stays in the phase. */
  rule: Partial<PromotionRule>;
}

const waiting: PhaseCase[] = [
  { phase: 'Checking', rule: isFrozen },
  { phase: 'AwaitingApproval', rule: needsApproval },
];

const running: PhaseCase[] = [
  { phase: 'Progressing', rule: pausedCanary },
  { phase: 'Verifying', rule: staysInVerification },
];

describeRoutes('during a promotion', () => {
  let platform: TestPlatform;

  beforeAll(async () => {
    platform = await startTestPlatform({ crds: [dataPlaneCrds] });
    await platform.apply(anAPIClass('default'));
  });

  afterAll(() => platform?.stop());

  /** A promotion that stays in a phase, to an environment of its own. */
  async function start(
    name: string,
    { phase, rule }: PhaseCase,
  ): Promise<PromotionScenario> {
    const to = `env-${name}`;
    await platform.apply(anEnvironment(to));
    const scenario = await PromotionScenario.startWithUpdate(platform, name, {
      to,
      rule,
      workload: [withRoute],
    });
    await scenario.request('next', cleo);
    await scenario.waitForPhase('next', phase);
    if (phase === 'Progressing') {
      await platform.waitFor(
        serviceBindingKind,
        scenario.target,
        ({ status }) => status?.canary?.ready === true,
      );
    } else if (phase === 'Verifying') {
      await scenario.waitForRelease(scenario.target, 2);
    }
    return scenario;
  }

  const end = (scenario: PromotionScenario): Promise<Promotion> =>
    platform.waitFor(
      promotionKind,
      scenario.promotion('next'),
      isFinishedPromotion,
    );

  const hasEnded =
    (...phases: PromotionPhase[]) =>
    ({ status }: Promotion) =>
      phases.some(phase => phase === status?.phase);

  describe.each([...waiting, ...running])('in $phase', each => {
    const { phase } = each;
    const isWaiting = waiting.includes(each);

    it('the deletion of the component ends it', async () => {
      const name = `component-${phase.toLowerCase()}`;
      const scenario = await start(name, each);
      await platform.client.delete(componentKind, scenario.key(name));
      await platform.waitUntilGone(componentKind, scenario.key(name));
      const promotion = await end(scenario);
      const { reason = '', message = '' } =
        promotion.status?.transitions?.at(-1) ?? {};
      // Whether the binding still has a canary to be taken back depends on what is deleted first.
      expect([
        'ComponentNotFound',
        'TargetRemoved',
        'RolledBack runs nothing',
      ]).toContain(
        message.includes('runs nothing: its deployment was removed meanwhile.')
          ? `${reason} runs nothing`
          : reason,
      );
      expect(phasesOf(promotion).includes('Progressing')).toBe(!isWaiting);
      await platform.waitUntilIdle();
      for (const type of [serviceBindingKind, releaseKind]) {
        expect(
          await platform.client.find(type, scenario.key(scenario.target)),
        ).toBeUndefined();
      }
    });

    it('the deletion of the project ends it', async () => {
      const name = `project-${phase.toLowerCase()}`;
      const scenario = await start(name, each);
      await platform.client.delete(projectKind, scenario.key(name));
      await platform.waitUntilGone(projectKind, scenario.key(name));
      const promotion = await end(scenario);
      expect(hasEnded('Failed', 'RolledBack')(promotion)).toBe(true);
      expect(phasesOf(promotion).includes('Progressing')).toBe(!isWaiting);
      await platform.waitUntilIdle();
      expect(
        await platform.client.find(
          serviceBindingKind,
          scenario.key(scenario.target),
        ),
      ).toBeUndefined();
    });

    it('the deletion of the target environment ends it', async () => {
      const name = `environment-${phase.toLowerCase()}`;
      const scenario = await start(name, each);
      await platform.client.delete(environmentKind, scenario.key(scenario.to));
      await platform.waitUntilGone(environmentKind, scenario.key(scenario.to));
      const promotion = await end(scenario);
      expect(hasEnded('Failed', 'RolledBack')(promotion)).toBe(true);
      expect(phasesOf(promotion).includes('Progressing')).toBe(!isWaiting);
      await platform.waitUntilIdle();
      expect(
        await platform.client.find(
          serviceBindingKind,
          scenario.key(scenario.target),
        ),
      ).toBeUndefined();
      // The source is as it was.
      await scenario.waitForRelease(name, 2);
    });
  });

  it('the deletion of the artifact ends a canary, and the target is as it was', async () => {
    const [progressing] = running;
    const scenario = await start('artifact-progressing', progressing);
    const { spec } = await scenario.find('next');
    await platform.client.delete(
      deployableArtifactKind,
      scenario.key(spec.artifactRef ?? ''),
    );
    const { status } = await scenario.waitForPhase('next', 'RolledBack');
    expect(status?.transitions?.at(-1)?.message).toContain(
      `DeployableArtifact "${spec.artifactRef}" was deleted.`,
    );
    const target = await scenario.findBinding(scenario.target);
    expect(tagOf(target)).toBe('1');
    expect(target.spec.canary).toBeUndefined();
  });

  it('the deletion of the promotion during a canary leaves nobody in its way', async () => {
    const [progressing] = running;
    const scenario = await start('canary-deleted', progressing);
    const key = scenario.key(scenario.promotion('next'));
    await platform.client.delete(promotionKind, key);
    await platform.waitUntilGone(promotionKind, key);
    await scenario.setRule({});
    await scenario.request('again', cleo);
    await scenario.waitForPhase('again', 'Succeeded');
    const target = await scenario.waitForRelease(scenario.target, 2);
    expect(target.spec.canary).toBeUndefined();
  });

  it('the deletion of the promotion while it waits leaves nobody in its way', async () => {
    const [, awaitingApproval] = waiting;
    const scenario = await start('promotion-deleted', awaitingApproval);
    const key = scenario.key(scenario.promotion('next'));
    await platform.client.delete(promotionKind, key);
    await platform.waitUntilGone(promotionKind, key);
    await scenario.setRule({});
    await scenario.request('again', cleo);
    await scenario.waitForPhase('again', 'Succeeded');
    const target = await scenario.waitForRelease(scenario.target, 2);
    expect(tagOf(target)).toBe('2');
  });
});
