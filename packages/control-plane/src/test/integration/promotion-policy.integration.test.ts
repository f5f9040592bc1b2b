import {
  Promotion,
  getCondition,
  promotionKind,
  promotionPolicyKind,
} from '@promenade/openchoreo-model';
import {
  PromotionScenario,
  ana,
  cleo,
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

/** Sets the URL of the gate. The API server accepts any URL, and the schema of the policy only http and https. */
async function setGateUrl(
  scenario: PromotionScenario,
  url: string,
): Promise<void> {
  await platform.client.patch(
    promotionPolicyKind,
    scenario.key(scenario.name),
    {
      spec: {
        rules: [
          {
            from: 'development',
            to: 'staging',
            approvers: { minApprovals: 1 },
            qualityGates: [
              {
                name: 'change-request',
                type: 'Webhook',
                phase: 'Verifying',
                webhook: { url },
              },
            ],
          },
        ],
      },
    },
    { type: 'merge' },
  );
}

const isMalformed = ({ status }: Promotion) =>
  getCondition(status?.conditions, 'Complete')?.reason === 'PolicyMalformed';

describe('a policy that becomes malformed', () => {
  it('blocks a promotion that waits for an approval, and keeps its approvals', async () => {
    const scenario = await PromotionScenario.start(platform, 'malformed', {
      rule: { approvers: { minApprovals: 1 } },
    });
    await scenario.release({ tag: 2 });
    await scenario.request('p', cleo);
    await scenario.waitForPhase('p', 'AwaitingApproval');

    await setGateUrl(scenario, 'ftp://changes.test/');
    await platform.waitFor(promotionKind, scenario.promotion('p'), isMalformed);
    await scenario.decide('p', ana, 'Approved');
    await platform.waitUntilIdle();
    expect((await scenario.find('p')).status?.phase).toBe('Checking');

    await scenario.setRule({ approvers: { minApprovals: 1 } });
    await scenario.waitForPhase('p', 'Succeeded');
  });
});
