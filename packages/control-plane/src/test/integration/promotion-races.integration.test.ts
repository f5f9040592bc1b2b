import { ApiError } from '@promenade/kube-client';
import {
  Promotion,
  PromotionDecision,
  isFinishedPromotion,
  promotionKind,
} from '@promenade/openchoreo-model';
import { TestPerson, fromTo, withEdges } from '../__testUtils__';
import {
  PromotionScenario,
  ScenarioSettings,
  ana,
  ben,
  cleo,
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
  platform = await startTestPlatform();
});

afterAll(() => platform?.stop());

const start = (name: string, settings: ScenarioSettings = {}) =>
  PromotionScenario.startWithUpdate(platform, name, settings);

const runs = ({ status }: Promotion) =>
  status?.phase === 'Progressing' || status?.phase === 'Verifying';

const targetTag = async (scenario: PromotionScenario) =>
  tagOf(await scenario.findBinding(scenario.target));

const end = (scenario: PromotionScenario, name: string) =>
  platform.waitFor(
    promotionKind,
    scenario.promotion(name),
    isFinishedPromotion,
  );

/** Watches promotions to a target while something happens. Returns how many were running at once at most. */
async function countRunning(
  to: string,
  component: string,
  act: () => Promise<unknown>,
): Promise<number> {
  const stop = new AbortController();
  const running = new Set<string>();
  let most = 0;
  const watch = await platform.client.watch<Promotion>(promotionKind, {
    namespace: platform.organization,
    signal: stop.signal,
  });
  const watching = (async () => {
    for await (const { type, object } of watch) {
      if (
        type !== 'BOOKMARK' &&
        object.spec.to === to &&
        object.spec.owner.componentName === component
      ) {
        if (runs(object)) running.add(object.metadata.name);
        else running.delete(object.metadata.name);
        most = Math.max(most, running.size);
      }
    }
  })();
  await act();
  stop.abort();
  await watching.catch((error: unknown) => {
    if (!stop.signal.aborted) throw error;
  });
  return most;
}

describe('decisions at once', () => {
  /** Decides, unless the promotion has ended before. Returns whether the decision was written. */
  async function tryToDecide(
    scenario: PromotionScenario,
    name: string,
    person: TestPerson,
    decision: PromotionDecision['decision'],
  ): Promise<boolean> {
    try {
      await scenario.decide(name, person, decision, { comment: 'Now' });
      return true;
    } catch (error) {
      if (error instanceof ApiError && error.code === 422) return false;
      throw error;
    }
  }

  it('of an approver and of one who rejects have one outcome, which the record tells', async () => {
    const scenario = await start('at-once', { rule: needsApproval });
    let running = '1';
    for (const tag of [2, 3, 4, 5]) {
      const name = `to-${tag}`;
      await scenario.release({ tag });
      await scenario.request(name, cleo);
      await scenario.waitForPhase(name, 'AwaitingApproval');
      const decisions = [
        () => tryToDecide(scenario, name, ana, 'Approved'),
        () => tryToDecide(scenario, name, ben, 'Rejected'),
      ];
      // The requests of each round leave in another order.
      if (tag % 2 === 0) decisions.reverse();
      const written = await Promise.all(decisions.map(decide => decide()));
      const promotion = await end(scenario, name);
      const phases = phasesOf(promotion);
      const approvals = promotion.status?.approvals ?? [];
      expect(phases).toEqual(
        promotion.status?.phase === 'Rejected'
          ? ['AwaitingApproval', 'Rejected']
          : ['AwaitingApproval', 'Progressing', 'Verifying', 'Succeeded'],
      );
      expect(approvals.map(({ decision }) => decision)).toContain(
        promotion.status?.phase === 'Rejected' ? 'Rejected' : 'Approved',
      );
      expect(written).toContain(true);
      if (promotion.status?.phase === 'Succeeded') running = String(tag);
      await platform.waitUntilIdle();
      expect(await targetTag(scenario)).toBe(running);
    }
  });

  it('of two people are both kept', async () => {
    const scenario = await start('both', {
      rule: { approvers: { minApprovals: 2 } },
    });
    await scenario.request('next', cleo);
    const waiting = await scenario.waitForPhase('next', 'AwaitingApproval');
    // Both have read the same version: the second write is a conflict.
    const given = await Promise.all(
      [ana, ben].map(person =>
        scenario.signDecision(waiting, person, { decision: 'Approved' }),
      ),
    );
    const results = await Promise.allSettled(
      given.map(({ spec }) => scenario.writeDecisions(waiting, spec.decisions)),
    );
    expect(results.map(({ status }) => status).sort()).toEqual([
      'fulfilled',
      'rejected',
    ]);
    const [late] = [ana, ben].filter(
      (_, index) => results[index].status === 'rejected',
    );
    await scenario.decide('next', late, 'Approved');
    const { status } = await scenario.waitForPhase('next', 'Succeeded');
    expect(status?.approvals?.map(({ by }) => by).sort()).toEqual([
      ana.name,
      ben.name,
    ]);
  });

  it('that cancel and approve leave the target with what the record tells', async () => {
    const scenario = await start('take-back', { rule: needsApproval });
    await scenario.request('next', cleo);
    await scenario.waitForPhase('next', 'AwaitingApproval');
    await Promise.all([
      tryToDecide(scenario, 'next', ana, 'Approved'),
      tryToDecide(scenario, 'next', cleo, 'Cancelled'),
    ]);
    const { status } = await end(scenario, 'next');
    await scenario.waitForRelease(
      scenario.target,
      status?.phase === 'Succeeded' ? 2 : 1,
    );
    expect(['Cancelled', 'RolledBack', 'Succeeded']).toContain(status?.phase);
  });
});

describe('promotions at once', () => {
  it('to one target change it one after the other, and once', async () => {
    const scenario = await start('same-target');
    const { metadata } = await scenario.findBinding(scenario.target);
    const names = ['a', 'b', 'c'];
    const most = await countRunning('staging', 'same-target', async () => {
      await Promise.all(names.map(name => scenario.request(name, cleo)));
      await Promise.all(names.map(name => end(scenario, name)));
    });
    expect(most).toBe(1);
    const ended = await Promise.all(names.map(name => scenario.find(name)));
    const outcomes = ended.map(({ status }) => status?.phase);
    expect(outcomes).toContain('Succeeded');
    expect(
      outcomes.filter(phase => phase !== 'Succeeded' && phase !== 'Superseded'),
    ).toEqual([]);
    const after = await scenario.waitForRelease(scenario.target, 2);
    expect(after.metadata.generation).toBe((metadata.generation ?? 0) + 1);
  });

  it('from two sources to one target have one result', async () => {
    const scenario = await start('joined', {
      pipeline: withEdges([
        { from: 'development', to: 'staging' },
        { from: 'development', to: 'production' },
        { from: 'staging', to: 'production' },
      ]),
    });
    const most = await countRunning('production', 'joined', async () => {
      await Promise.all([
        scenario.request('new', cleo, fromTo('development', 'production')),
        scenario.request('old', cleo, fromTo('staging', 'production')),
      ]);
      await Promise.all(['new', 'old'].map(name => end(scenario, name)));
    });
    expect(most).toBe(1);
    const [newest, oldest] = await Promise.all(
      ['new', 'old'].map(name => scenario.find(name)),
    );
    const succeeded = [
      { tag: '2', status: newest.status },
      { tag: '1', status: oldest.status },
    ].filter(({ status }) => status?.phase === 'Succeeded');
    expect(succeeded).not.toEqual([]);
    expect(succeeded.map(({ tag }) => tag)).toContain(
      tagOf(await scenario.findBinding('joined-production')),
    );
  });

  it('that are newer supersede one that waits', async () => {
    const scenario = await start('superseded', { rule: needsApproval });
    await scenario.request('a', cleo);
    await scenario.waitForPhase('a', 'AwaitingApproval');
    await scenario.request('b', cleo);
    const { status } = await scenario.waitForPhase('a', 'Superseded');
    expect(status?.transitions?.at(-1)?.message).toBe(
      'Promotion "superseded-b" to staging is newer.',
    );
    await scenario.waitForPhase('b', 'AwaitingApproval');
    await scenario.decide('b', ana, 'Approved');
    await scenario.waitForPhase('b', 'Succeeded');
    expect(await targetTag(scenario)).toBe('2');
  });

  it('that are newer wait for one that runs', async () => {
    const scenario = await start('queued', { rule: staysInVerification });
    await scenario.request('a', cleo);
    await scenario.waitForPhase('a', 'Verifying');
    await scenario.waitForRelease(scenario.target, 2);
    await scenario.release({ tag: 3 });
    await scenario.request('b', cleo);
    expect(await scenario.waitForReason('b', 'WaitingForPromotion')).toBe(
      'Waiting for promotion "queued-a" to staging to finish.',
    );
    expect(await targetTag(scenario)).toBe('2');
    await scenario.setRule({});
    await scenario.waitForPhase('a', 'Succeeded');
    await scenario.waitForPhase('b', 'Succeeded');
    await scenario.waitForRelease(scenario.target, 3);
  });
});
