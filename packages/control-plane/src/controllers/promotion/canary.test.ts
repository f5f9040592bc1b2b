import { Promotion } from '@promenade/openchoreo-model';
import {
  artifact,
  binding,
  facts,
  canary,
  gate,
  promotionIn,
  outcome,
  late,
} from './__testUtils__/promotion-facts';
import { nextStep } from './next-step';
import { PromotionFacts } from './promotion-facts';

describe('a canary rollout', () => {
  const at = (step: number, weight: number, since = '2026-01-01T11:59:00Z') =>
    promotionIn('Progressing', ['RollOut'], {
      canary: { step, weight, since },
    });
  const running = (weight: number, isReady = true) =>
    binding('old', {
      canary: {
        artifactRef: 'greeter-default-new',
        weight,
        isReady,
        message: '0/1 ready',
      },
    });
  const atFirst = promotionIn('Progressing', ['RollOut']);

  it.each<[string, Promotion, Partial<PromotionFacts>, string]>([
    ['records its first step', atFirst, canary, 'Progressing/Progressing'],
    ['sets the weight', at(0, 10), canary, 'setCanary 10'],
    [
      'waits until the release is ready',
      at(0, 10),
      { ...canary, target: running(10, false) },
      'Progressing/Progressing',
    ],
    [
      'takes back a release that does not become ready',
      at(0, 10),
      { ...canary, ...late, target: running(10, false) },
      'Progressing/CanaryNotReady',
    ],
    [
      'pauses',
      at(0, 10),
      { ...canary, target: running(10) },
      'Progressing/Progressing',
    ],
    [
      'takes it back when a gate fails',
      at(0, 10),
      { ...canary, target: running(10), ...gate('Failed') },
      'Progressing/GateFailed',
    ],
    [
      'sets the next weight after the pause',
      at(1, 50),
      { ...canary, target: running(10) },
      'setCanary 50',
    ],
    [
      'deploys the release after the last step',
      at(2, 50),
      { ...canary, target: running(50) },
      'rollOut',
    ],
    [
      'keeps all requests at the canary until the target is ready',
      at(2, 50),
      {
        ...canary,
        target: {
          ...running(100),
          artifact: artifact('new'),
          ready: undefined,
        },
      },
      'Progressing/Progressing',
    ],
    [
      'removes the canary when the target is ready',
      at(2, 50),
      { ...canary, target: { ...running(100), artifact: artifact('new') } },
      'removeCanary',
    ],
    [
      'is taken back when the target does not become ready',
      at(2, 50),
      {
        ...canary,
        ...late,
        target: {
          ...running(100),
          artifact: artifact('new'),
          ready: undefined,
        },
      },
      'Progressing/TimeLimitExceeded',
    ],
    [
      'is direct where nothing ran before',
      promotionIn('Progressing', ['RollOut'], {
        previousArtifactRef: undefined,
      }),
      { ...canary, target: undefined },
      'rollOut',
    ],
    [
      'is direct where the target is suspended',
      atFirst,
      {
        ...canary,
        canaryObstacle: 'suspended',
        target: binding('old', { releaseState: 'Suspend' }),
      },
      'rollOut',
    ],
    [
      'does not begin where it is not possible',
      promotionIn('Checking', ['Check']),
      { ...canary, canaryObstacle: 'no route' },
      'Failed/StrategyNotPossible',
    ],
    [
      'is taken back when it is no longer possible',
      at(0, 10),
      { ...canary, target: running(10), canaryObstacle: 'no route' },
      'Progressing/StrategyNotPossible',
    ],
    [
      'is taken back when somebody deploys another release',
      at(0, 10),
      {
        ...canary,
        target: { ...running(10), artifact: artifact('others') },
      },
      'Progressing/TargetChanged',
    ],
  ])('%s', (_, promotion, changes, expected) => {
    expect(outcome(promotion, changes)).toBe(expected);
  });

  it('goes to the next step when the pause is over', () => {
    const { status } = nextStep(
      at(0, 10),
      facts({
        ...canary,
        target: running(10),
        now: new Date('2026-01-01T12:04:00Z'),
      }),
    );
    expect(status?.canary).toMatchObject({ step: 1, weight: 10 });
  });

  it('does not go to the next step in the second in which a gate was asked', () => {
    const next = (startedAt: string) =>
      nextStep(
        at(0, 10),
        facts({
          ...canary,
          target: running(10),
          now: new Date('2026-01-01T12:04:00.250Z'),
          gates: [
            {
              name: 'analysis',
              type: 'Webhook',
              state: 'Passed',
              startedAt,
              finishedAt: startedAt,
            },
          ],
        }),
      );
    expect(next('2026-01-01T12:04:00Z')).toMatchObject({
      status: { canary: { step: 0 } },
      requeueAfter: 750,
    });
    expect(next('2026-01-01T12:03:59Z')).toMatchObject({
      status: { canary: { step: 1 } },
    });
  });
});
