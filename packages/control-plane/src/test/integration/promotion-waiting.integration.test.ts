import { PromotionRule } from '@promenade/openchoreo-model';
import {
  PromotionScenario,
  ScenarioSettings,
  ana,
  cleo,
  needsApproval,
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

describe('a promotion that waits', () => {
  it('expires', async () => {
    const scenario = await start('expired', {
      rule: { ...needsApproval, expireAfter: '2s' },
    });
    await scenario.request('next', cleo);
    const { status } = await scenario.waitForPhase('next', 'Expired');
    expect(status?.transitions?.at(-1)?.message).toMatch(
      /^Expired\. staging needs approval\./,
    );
    expect(await targetTag(scenario)).toBe('1');
    await expect(scenario.decide('next', ana, 'Approved')).rejects.toThrow(
      'spec is immutable after the promotion has finished',
    );
  });

  it('waits for the end of a freeze window, also if it was approved before', async () => {
    const scenario = await start('frozen', { rule: needsApproval });
    await scenario.request('next', cleo);
    await scenario.waitForPhase('next', 'AwaitingApproval');
    const freezeUntil = (ms: number): Partial<PromotionRule> => ({
      ...needsApproval,
      freezeWindows: [
        {
          name: 'holidays',
          from: new Date(Date.now() - 3_600_000).toISOString(),
          to: new Date(Date.now() + ms).toISOString(),
        },
      ],
    });
    await scenario.setRule(freezeUntil(3_600_000));
    await scenario.decide('next', ana, 'Approved');
    expect(await scenario.waitForReason('next', 'Frozen')).toContain(
      '"holidays"',
    );
    expect(await targetTag(scenario)).toBe('1');
    await scenario.setRule(freezeUntil(2_000));
    await scenario.waitForPhase('next', 'Succeeded');
  });
});
