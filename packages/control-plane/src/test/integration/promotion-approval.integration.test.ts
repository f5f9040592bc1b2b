import { Promotion, promotionKind } from '@promenade/openchoreo-model';
import { withEdges, withSpec } from '../__testUtils__';
import {
  PromotionScenario,
  ScenarioSettings,
  ana,
  ben,
  cleo,
  phasesOf,
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

const start = (name: string, settings: ScenarioSettings) =>
  PromotionScenario.startWithUpdate(platform, name, settings);

const needsLead = {
  approvers: { groups: ['group:default/leads'], minApprovals: 1 },
};

/** Waits until the control plane has seen the last write to a promotion, whatever it decides. */
async function settle(scenario: PromotionScenario): Promise<Promotion> {
  const { metadata } = await scenario.find('next');
  await platform.waitFor(
    promotionKind,
    metadata.name,
    ({ status }) => status?.observedGeneration === metadata.generation,
  );
  await platform.waitUntilIdle();
  return scenario.find('next');
}

const targetTag = async (scenario: PromotionScenario) =>
  tagOf(await scenario.findBinding(scenario.target));

describe('a promotion that needs approval', () => {
  it('is rolled out when somebody else approves it', async () => {
    const scenario = await start('approved', { rule: needsLead });
    await scenario.request('next', cleo);
    const waiting = await scenario.waitForPhase('next', 'AwaitingApproval');
    expect(waiting.status).toMatchObject({
      requester: { name: cleo.name, isVerified: true },
      requiredApproval: { count: 1, groups: ['group:default/leads'] },
    });
    expect(await targetTag(scenario)).toBe('1');
    await scenario.decide('next', ana, 'Approved', { comment: 'Ship it' });
    const finished = await scenario.waitForPhase('next', 'Succeeded');
    expect(finished.status?.approvals).toEqual([
      {
        by: ana.name,
        decision: 'Approved',
        at: expect.any(String),
        comment: 'Ship it',
      },
    ]);
    expect(phasesOf(finished)).toEqual([
      'AwaitingApproval',
      'Progressing',
      'Verifying',
      'Succeeded',
    ]);
    expect(finished.status?.transitions?.[1].by).toBe(ana.name);
    await scenario.waitForRelease(scenario.target, 2);
    expect(await scenario.waitForEvents('next', 'PromotionStarted')).toBe(true);
    expect(await scenario.waitForEvents('next', 'PromotionSucceeded')).toBe(
      true,
    );
  });

  it('does not count decisions that no authenticated person made', async () => {
    const scenario = await start('forged', { rule: needsLead });
    const other = await start('original', { rule: needsLead });
    await other.request('next', cleo);
    const approved = await other.signDecision(
      await other.waitForPhase('next', 'AwaitingApproval'),
      ana,
      { decision: 'Approved' },
    );
    const [copied] = approved.spec.decisions ?? [];
    await scenario.request('next', cleo);
    const waiting = await scenario.waitForPhase('next', 'AwaitingApproval');
    const rejected = await scenario.signDecision(waiting, ana, {
      decision: 'Rejected',
      comment: 'Not now',
    });
    const [{ signature }] = rejected.spec.decisions ?? [];
    const at = new Date().toISOString();
    await scenario.writeDecisions(waiting, [
      { by: ana.name, decision: 'Approved', at },
      { by: ana.name, decision: 'Approved', at, signature: 'e30.e30.e30' },
      copied,
      // The signature of a rejection, under an approval.
      { by: ana.name, decision: 'Approved', at, signature },
      // What somebody else said, under a comment that was not given.
      { ...copied, comment: 'I agree' },
    ]);
    const { status } = await settle(scenario);
    expect(status?.phase).toBe('AwaitingApproval');
    expect(status?.approvals).toBeUndefined();
    expect(await targetTag(scenario)).toBe('1');
    // The decision of a real person counts beside them.
    await scenario.decide('next', ben, 'Approved');
    const finished = await scenario.waitForPhase('next', 'Succeeded');
    expect(finished.status?.approvals).toHaveLength(1);
    expect(finished.status?.transitions?.[1].by).toBe(ben.name);
  });

  it('does not count the status that somebody writes', async () => {
    const scenario = await start('status', { rule: needsLead });
    await scenario.request('next', cleo);
    const { metadata } = await scenario.waitForPhase(
      'next',
      'AwaitingApproval',
    );
    await platform.client.patchStatus(promotionKind, metadata, {
      approvals: [
        { by: ana.name, decision: 'Approved', at: new Date().toISOString() },
      ],
    });
    await scenario.decide('next', cleo, 'Approved');
    const { status } = await settle(scenario);
    expect(status?.phase).toBe('AwaitingApproval');
    expect(await targetTag(scenario)).toBe('1');
  });

  it('keeps the decisions that were made', async () => {
    const scenario = await start('kept', { rule: needsLead });
    await scenario.request('next', cleo);
    await scenario.waitForPhase('next', 'AwaitingApproval');
    await scenario.decide('next', cleo, 'Approved');
    await expect(
      scenario.writeDecisions(await settle(scenario), []),
    ).rejects.toThrow('Decisions can be added, not changed or removed.');
    await expect(
      platform.client.patch(
        promotionKind,
        scenario.key(scenario.promotion('next')),
        { spec: { requestedBy: ana.name } },
        { type: 'merge' },
      ),
    ).rejects.toThrow('The request of a promotion is immutable');
  });

  it('is rejected by an approver, and not by anybody else', async () => {
    const scenario = await start('rejected', { rule: needsLead });
    await scenario.request('next', ana);
    await scenario.waitForPhase('next', 'AwaitingApproval');
    await scenario.decide('next', cleo, 'Rejected', { comment: 'No' });
    expect((await settle(scenario)).status?.phase).toBe('AwaitingApproval');
    await scenario.decide('next', ben, 'Rejected', { comment: 'Too early' });
    const { status } = await scenario.waitForPhase('next', 'Rejected');
    expect(status?.transitions?.at(-1)).toMatchObject({
      by: ben.name,
      message: `Rejected by ${ben.name}: Too early`,
    });
    expect(await targetTag(scenario)).toBe('1');
    expect(await scenario.waitForEvents('next', 'PromotionRejected')).toBe(
      true,
    );
  });

  it('is cancelled while it waits', async () => {
    const scenario = await start('cancelled', { rule: needsLead });
    await scenario.request('next', cleo);
    await scenario.waitForPhase('next', 'AwaitingApproval');
    await scenario.decide('next', cleo, 'Cancelled');
    const { status } = await scenario.waitForPhase('next', 'Cancelled');
    expect(status?.transitions?.at(-1)?.by).toBe(cleo.name);
    expect(await targetTag(scenario)).toBe('1');
  });

  it('is approved by the requester only where the rule allows it', async () => {
    const scenario = await start('self', { rule: needsLead });
    await scenario.request('next', ana);
    await scenario.waitForPhase('next', 'AwaitingApproval');
    await scenario.decide('next', ana, 'Approved');
    expect((await settle(scenario)).status?.phase).toBe('AwaitingApproval');
    await scenario.setRule({
      approvers: { ...needsLead.approvers, allowSelfApproval: true },
    });
    const { status } = await scenario.waitForPhase('next', 'Succeeded');
    expect(status?.approvals?.map(({ by }) => by)).toEqual([ana.name]);
  });

  it('needs as many different people as the rule says', async () => {
    const scenario = await start('two', {
      rule: { approvers: { minApprovals: 2 } },
    });
    await scenario.request('next', cleo);
    await scenario.waitForPhase('next', 'AwaitingApproval');
    await scenario.decide('next', ana, 'Approved');
    await scenario.decide('next', ana, 'Approved', { comment: 'Again' });
    const { status } = await settle(scenario);
    expect(status?.phase).toBe('AwaitingApproval');
    expect(status?.steps?.[1].message).toContain('1 of 2 approvals given.');
    await scenario.decide('next', ben, 'Approved');
    await scenario.waitForPhase('next', 'Succeeded');
  });

  it('needs one more approval if nobody knows who requested it', async () => {
    const scenario = await start('unverified', { rule: needsLead });
    await scenario.request(
      'next',
      undefined,
      withSpec({ requestedBy: cleo.name }),
    );
    const { status } = await scenario.waitForPhase('next', 'AwaitingApproval');
    expect(status).toMatchObject({
      requester: { name: cleo.name, isVerified: false },
      requiredApproval: { count: 2 },
    });
    await scenario.decide('next', ana, 'Approved');
    expect((await settle(scenario)).status?.phase).toBe('AwaitingApproval');
    await scenario.decide('next', ben, 'Approved');
    await scenario.waitForPhase('next', 'Succeeded');
  });

  it('waits without a policy where the pipeline requires approval', async () => {
    const scenario = await start('pipeline', {
      pipeline: withEdges([
        { from: 'development', to: 'staging', requiresApproval: true },
      ]),
      isDeployed: false,
    });
    await scenario.request('next', cleo);
    await scenario.waitForPhase('next', 'AwaitingApproval');
    await scenario.decide('next', cleo, 'Approved');
    expect((await settle(scenario)).status?.phase).toBe('AwaitingApproval');
    await scenario.decide('next', ben, 'Approved');
    await scenario.waitForPhase('next', 'Succeeded');
  });

  it('needs its check list to be confirmed', async () => {
    const scenario = await start('checklist', {
      rule: {
        qualityGates: [
          { name: 'manual', type: 'Manual', checklist: ['Docs', 'Backup'] },
        ],
      },
    });
    await scenario.request('next', cleo);
    await scenario.waitForPhase('next', 'AwaitingApproval');
    await scenario.decide('next', ana, 'Approved', { confirmed: ['Docs'] });
    const { status } = await settle(scenario);
    expect(status?.steps?.[1].message).toContain('To be confirmed: Backup.');
    await scenario.decide('next', ana, 'Approved', { confirmed: ['Backup'] });
    await scenario.waitForPhase('next', 'Succeeded');
  });
});
