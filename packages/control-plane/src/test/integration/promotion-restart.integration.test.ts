import {
  Promotion,
  PromotionPhase,
  PromotionRule,
  isFinishedPromotion,
  promotionKind,
  serviceBindingKind,
} from '@promenade/openchoreo-model';
import { anAPIClass } from '../__testUtils__';
import {
  ControlPlaneProcess,
  startControlPlaneProcess,
} from '../__testUtils__/control-plane-process';
import {
  PromotionScenario,
  ana,
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

jest.setTimeout(180_000);

describeRoutes('a promotion whose control plane ends', () => {
  let platform: TestPlatform;
  const processes: ControlPlaneProcess[] = [];

  beforeAll(async () => {
    platform = await startTestPlatform({ crds: [dataPlaneCrds] });
    await platform.apply(anAPIClass('default'));
    await platform.stopControlPlane();
  });

  afterEach(async () => {
    for (const each of processes.splice(0)) {
      each.signal('SIGCONT');
      await each.end('SIGKILL');
    }
  });

  afterAll(() => platform?.stop());

  async function startProcess(...args: string[]): Promise<ControlPlaneProcess> {
    const started = await startControlPlaneProcess(
      ...['--kubeconfig', platform.kubeconfig],
      ...['--organizations', platform.organization],
      ...args,
    );
    processes.push(started);
    return started;
  }

  /** Starts the only control plane. It continues at once, because there is no lease that must expire. */
  const startAlone = () => startProcess('--leader-elect=false');

  /** Starts a control plane that leads, or waits until it can. */
  const startReplica = () =>
    startProcess('--leader-elect-namespace', platform.organization);

  const start = (name: string, rule: Partial<PromotionRule>) =>
    PromotionScenario.startWithUpdate(platform, name, {
      rule,
      workload: [withRoute],
    });

  const generationOf = async (scenario: PromotionScenario) =>
    (await scenario.findBinding(scenario.target)).metadata.generation ?? 0;

  /** The promotion has succeeded, and no phase was repeated. */
  async function expectOnce(
    scenario: PromotionScenario,
    phases: PromotionPhase[],
  ): Promise<void> {
    const promotion = await scenario.waitForPhase('next', 'Succeeded');
    expect(phasesOf(promotion)).toEqual(phases);
    await scenario.waitForRelease(scenario.target, 2);
    for (const reason of ['PromotionStarted', 'PromotionSucceeded']) {
      // An event may be lost with the process, and is not repeated.
      expect(await scenario.countEvents('next', reason)).toBeLessThanOrEqual(1);
    }
  }

  const running: PromotionPhase[] = ['Progressing', 'Verifying', 'Succeeded'];

  it.each<{
    phase: PromotionPhase;
    rule: Partial<PromotionRule>;
    whileAway?: (scenario: PromotionScenario) => Promise<unknown>;
    phases: PromotionPhase[];
    writes: number;
  }>([
    {
      phase: 'Checking',
      rule: isFrozen,
      phases: ['Checking', ...running],
      writes: 1,
    },
    {
      phase: 'AwaitingApproval',
      rule: needsApproval,
      whileAway: scenario => scenario.decide('next', ana, 'Approved'),
      phases: ['AwaitingApproval', ...running],
      writes: 1,
    },
    {
      phase: 'Progressing',
      rule: pausedCanary,
      phases: running,
      // The weight, the release, and the end of the canary.
      writes: 3,
    },
    {
      phase: 'Verifying',
      rule: staysInVerification,
      phases: running,
      writes: 1,
    },
  ])(
    'in $phase is continued by the next one, and nothing is done twice',
    async ({ phase, rule, whileAway, phases, writes }) => {
      const first = await startAlone();
      const scenario = await start(`in-${phase.toLowerCase()}`, rule);
      const before = await generationOf(scenario);
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
      await first.end('SIGKILL');
      await whileAway?.(scenario);
      await startAlone();
      if (!whileAway) await scenario.setRule({});
      await expectOnce(scenario, phases);
      expect(await generationOf(scenario)).toBe(before + writes);
    },
  );

  it('in Pending, behind one that runs, keeps its place', async () => {
    const first = await startAlone();
    const scenario = await start('in-pending', staysInVerification);
    const before = await generationOf(scenario);
    await scenario.request('ahead', cleo);
    await scenario.waitForPhase('ahead', 'Verifying');
    await scenario.waitForRelease(scenario.target, 2);
    await scenario.release({ tag: 3 });
    await scenario.request('next', cleo);
    await scenario.waitForPhase('next', 'Pending');
    await first.end('SIGKILL');
    await startAlone();
    await scenario.setRule({});
    await scenario.waitForPhase('ahead', 'Succeeded');
    const promotion = await scenario.waitForPhase('next', 'Succeeded');
    expect(phasesOf(promotion)).toEqual(['Pending', ...running]);
    await scenario.waitForRelease(scenario.target, 3);
    expect(await generationOf(scenario)).toBe(before + 2);
  });

  /** Kills the control plane whenever the promotion has changed, until it has finished. Returns how often. */
  async function killAtEachChange(
    scenario: PromotionScenario,
    first: ControlPlaneProcess,
  ): Promise<number> {
    let current = first;
    let kills = 0;
    let last = '';
    const versionOf = ({ metadata }: Promotion) =>
      metadata.resourceVersion ?? '';
    const changedSince = (version: string) => (promotion: Promotion) =>
      versionOf(promotion) !== version || isFinishedPromotion(promotion);
    for (;;) {
      const promotion = await platform.waitFor(
        promotionKind,
        scenario.promotion('next'),
        changedSince(last),
      );
      if (isFinishedPromotion(promotion)) return kills;
      await current.end('SIGKILL');
      kills += 1;
      last = versionOf(await scenario.find('next'));
      current = await startAlone();
    }
  }

  it.each<{ name: string; rule: Partial<PromotionRule>; writes: number }>([
    { name: 'direct', rule: {}, writes: 1 },
    {
      name: 'canary',
      rule: {
        strategy: { type: 'Canary', steps: [{ weight: 10 }, { weight: 60 }] },
      },
      writes: 4,
    },
  ])(
    'at each write of a $name rollout is completed once',
    async ({ name, rule, writes }) => {
      const first = await startAlone();
      const scenario = await start(`each-${name}`, rule);
      const before = await generationOf(scenario);
      await scenario.request('next', cleo);
      expect(await killAtEachChange(scenario, first)).toBeGreaterThan(2);
      await expectOnce(scenario, running);
      expect(await generationOf(scenario)).toBe(before + writes);
    },
  );

  it('at each write of a roll back returns the target to where it was', async () => {
    const first = await startAlone();
    const scenario = await start('each-back', pausedCanary);
    const before = await scenario.findBinding(scenario.target);
    await scenario.request('next', cleo);
    await platform.waitFor(
      serviceBindingKind,
      scenario.target,
      ({ status }) => status?.canary?.ready === true,
    );
    await first.end('SIGKILL');
    await scenario.decide('next', ana, 'Cancelled');
    const second = await startAlone();
    expect(await killAtEachChange(scenario, second)).toBeGreaterThan(0);
    const promotion = await scenario.waitForPhase('next', 'RolledBack');
    expect(phasesOf(promotion)).toEqual(['Progressing', 'RolledBack']);
    const after = await scenario.findBinding(scenario.target);
    expect(after.spec).toEqual(before.spec);
    // The canary appeared and disappeared.
    expect(after.metadata.generation).toBe(
      (before.metadata.generation ?? 0) + 2,
    );
  });

  it.each(['SIGTERM', 'SIGKILL'] as const)(
    'by %s while it leads is continued by another that waits for the lease',
    async signal => {
      const leader = await startReplica();
      const scenario = await start(`by-${signal.toLowerCase()}`, pausedCanary);
      const standby = await startReplica();
      const before = await generationOf(scenario);
      await scenario.request('next', cleo);
      await platform.waitFor(
        serviceBindingKind,
        scenario.target,
        ({ spec }) => spec.canary !== undefined,
      );
      await leader.end(signal);
      await scenario.setRule({});
      await expectOnce(scenario, running);
      expect(await generationOf(scenario)).toBe(before + 3);
      expect(await standby.end('SIGTERM')).toBe(0);
    },
  );

  it('for so long that another leads changes nothing when it comes back', async () => {
    const leader = await startReplica();
    const scenario = await start('stopped', pausedCanary);
    await startReplica();
    const before = await generationOf(scenario);
    await scenario.request('next', cleo);
    await platform.waitFor(
      serviceBindingKind,
      scenario.target,
      ({ status }) => status?.canary?.ready === true,
    );
    leader.signal('SIGSTOP');
    await scenario.setRule({});
    await expectOnce(scenario, running);
    leader.signal('SIGCONT');
    // The process that was stopped catches up: it must not deploy what it knew.
    await scenario.release({ tag: 3 });
    await scenario.request('another', cleo);
    await scenario.waitForPhase('another', 'Succeeded');
    const after = await scenario.waitForRelease(scenario.target, 3);
    expect(tagOf(after)).toBe('3');
    expect(after.metadata.generation).toBe(before + 4);
  });
});
