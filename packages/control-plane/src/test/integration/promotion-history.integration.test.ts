import {
  Promotion,
  componentKind,
  deployableArtifactKind,
  projectKind,
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

const start = (name: string) => PromotionScenario.start(platform, name);

/** Promotes one more release. */
async function promote(
  scenario: PromotionScenario,
  tag: number,
): Promise<Promotion> {
  await scenario.release({ tag });
  const name = `to-${tag}`;
  await scenario.request(name, cleo);
  return scenario.waitForPhase(name, 'Succeeded');
}

describe('a promotion that has finished', () => {
  it('survives its component and its project, unchanged', async () => {
    const scenario = await start('survivor');
    const { metadata, spec, status } = await promote(scenario, 2);
    await platform.client.delete(componentKind, scenario.key('survivor'));
    await platform.waitUntilGone(componentKind, scenario.key('survivor'));
    expect(await scenario.find('to-2')).toMatchObject({ spec, status });
    await platform.client.delete(projectKind, scenario.key('survivor'));
    await platform.waitUntilGone(projectKind, scenario.key('survivor'));
    await platform.waitUntilIdle();
    const kept = await scenario.find('to-2');
    expect(kept.metadata.uid).toBe(metadata.uid);
    expect(kept).toMatchObject({ spec, status });
  });

  describe('cannot be changed', () => {
    let scenario: PromotionScenario;
    let finished: Promotion;

    beforeAll(async () => {
      scenario = await start('immutable');
      finished = await promote(scenario, 2);
    });

    const patch = (body: object) =>
      platform.client.patch(promotionKind, finished.metadata, body, {
        type: 'merge',
      });
    const patchStatus = (status: object) =>
      platform.client.patchStatus(promotionKind, finished.metadata, status);

    it.each([
      ['its target', { to: 'development' }],
      ['its reason', { reason: 'Another' }],
      ['its requester', { requestedBy: ana.name }],
      ['its artifact', { artifactRef: null }],
      [
        'its decisions',
        {
          decisions: [
            { by: ana.name, decision: 'Cancelled', at: '2026-01-01T00:00:00Z' },
          ],
        },
      ],
    ])('in %s', async (_field, spec) => {
      await expect(patch({ spec })).rejects.toThrow(/immutable/);
    });

    it.each([
      ['its phase', { phase: 'Pending' }],
      ['its phase, by removal', { phase: null }],
      ['its transitions', { transitions: [] }],
      ['its requester', { requester: null }],
      [
        'whom it names as an approver',
        {
          approvals: [
            { by: ana.name, decision: 'Approved', at: '2026-01-01T00:00:00Z' },
          ],
        },
      ],
      ['what ran before', { previousArtifactRef: 'another' }],
    ])('in %s', async (_field, status) => {
      await expect(patchStatus(status)).rejects.toThrow(
        'The result of a finished promotion is immutable.',
      );
    });

    it('by the removal of its whole status', async () => {
      await expect(
        platform.client.patch(
          promotionKind,
          finished.metadata,
          { status: null },
          { type: 'merge', subresource: 'status' },
        ),
      ).rejects.toThrow('The result of a finished promotion is immutable.');
    });

    it('and is as it was', async () => {
      const { spec, status } = await scenario.find('to-2');
      expect({ spec, status }).toEqual({
        spec: finished.spec,
        status: finished.status,
      });
    });
  });

  it('is deleted when a policy limits the history, with the artifacts that nothing refers to', async () => {
    const scenario = await start('limited');
    const { spec: second } = await promote(scenario, 2);
    const { spec: third } = await promote(scenario, 3);
    await promote(scenario, 4);
    await scenario.setRule({});
    await platform.patch(promotionPolicyKind, 'limited', { historyLimit: 1 });
    for (const name of ['first', 'to-2', 'to-3']) {
      await platform.waitUntilGone(
        promotionKind,
        scenario.key(scenario.promotion(name)),
      );
    }
    await platform.waitUntilGone(
      deployableArtifactKind,
      scenario.key(second.artifactRef ?? ''),
    );
    // The last promotion says what ran before.
    const { status } = await scenario.find('to-4');
    expect(status?.previousArtifactRef).toBe(third.artifactRef);
    expect(
      await platform.client.find(
        deployableArtifactKind,
        scenario.key(third.artifactRef ?? ''),
      ),
    ).toBeDefined();
    await scenario.waitForRelease(scenario.target, 4);
  });

  it('is deleted when the retention time is over', async () => {
    const scenario = await start('retained');
    await promote(scenario, 2);
    await scenario.setRule({});
    await platform.patch(promotionPolicyKind, 'retained', { retention: '3s' });
    for (const name of ['first', 'to-2']) {
      await platform.waitUntilGone(
        promotionKind,
        scenario.key(scenario.promotion(name)),
      );
    }
    const target = await scenario.waitForRelease(scenario.target, 2);
    expect(target.status?.state).toBe('Ready');
  });
});
