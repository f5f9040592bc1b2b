import {
  deployableArtifactKind,
  promotionKind,
} from '@promenade/openchoreo-model';
import {
  PromotionScenario,
  ScenarioSettings,
  ana,
  ben,
  cleo,
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
  platform = await startTestPlatform();
});

afterAll(() => platform?.stop());

const start = (name: string, settings: ScenarioSettings) =>
  PromotionScenario.startWithUpdate(platform, name, settings);

const targetTag = async (scenario: PromotionScenario) =>
  tagOf(await scenario.findBinding(scenario.target));

describe('a policy that is edited', () => {
  it('while a promotion waits for a gate makes it wait for approval', async () => {
    const scenario = await start('appears', {
      rule: isFrozen,
    });
    await scenario.request('next', cleo);
    await scenario.waitForReason('next', 'Frozen');
    await scenario.setRule(needsApproval);
    await scenario.waitForPhase('next', 'AwaitingApproval');
    expect(await targetTag(scenario)).toBe('1');
    await scenario.decide('next', ana, 'Approved');
    await scenario.waitForPhase('next', 'Succeeded');
  });

  it('while a promotion waits for approval asks for more, for others, or for none', async () => {
    const scenario = await start('disappears', {
      rule: { approvers: { minApprovals: 2 } },
    });
    await scenario.request('next', cleo);
    await scenario.waitForPhase('next', 'AwaitingApproval');
    await scenario.decide('next', ana, 'Approved');
    await platform.waitFor(
      promotionKind,
      scenario.promotion('next'),
      ({ status }) => status?.approvals?.length === 1,
    );
    await scenario.setRule({
      approvers: { users: [ben.name], minApprovals: 1 },
    });
    await platform.waitFor(
      promotionKind,
      scenario.promotion('next'),
      ({ status }) => status?.requiredApproval?.users?.[0] === ben.name,
    );
    expect((await scenario.find('next')).status?.phase).toBe(
      'AwaitingApproval',
    );
    await scenario.setRule({});
    const { status } = await scenario.waitForPhase('next', 'Succeeded');
    expect(phasesOf({ ...(await scenario.find('next')), status })).toContain(
      'Progressing',
    );
    expect(await targetTag(scenario)).toBe('2');
  });
});

describe('an artifact that is deleted', () => {
  async function deleteArtifact(scenario: PromotionScenario) {
    const { spec } = await scenario.find('next');
    await platform.client.delete(
      deployableArtifactKind,
      scenario.key(spec.artifactRef ?? ''),
    );
  }

  it('while its promotion waits fails the promotion', async () => {
    const scenario = await start('artifact-waits', { rule: needsApproval });
    await scenario.request('next', cleo);
    await scenario.waitForPhase('next', 'AwaitingApproval');
    await deleteArtifact(scenario);
    await scenario.waitForPhase('next', 'Failed');
    await scenario.waitForReason('next', 'ArtifactNotFound');
    expect(await targetTag(scenario)).toBe('1');
    // The source still runs the release, so that it can be promoted again.
    await scenario.setRule({});
    await scenario.request('again', cleo);
    await scenario.waitForPhase('again', 'Succeeded');
    expect(await targetTag(scenario)).toBe('2');
  });

  it('while its promotion is verified does not matter', async () => {
    const scenario = await start('artifact-verifies', {
      rule: staysInVerification,
    });
    await scenario.request('next', cleo);
    await scenario.waitForPhase('next', 'Verifying');
    await scenario.waitForRelease(scenario.target, 2);
    await deleteArtifact(scenario);
    await scenario.setRule({});
    const { status } = await scenario.waitForPhase('next', 'Succeeded');
    expect(status?.releaseLabel).toMatch(/ 2$/);
  });
});
