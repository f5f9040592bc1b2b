import { Promotion } from '@promenade/openchoreo-model';
import {
  binding,
  promotionIn,
  outcome,
  late,
} from './__testUtils__/promotion-facts';
import { PromotionFacts } from './promotion-facts';

describe('a promotion that is rolled back', () => {
  const returning = promotionIn('Verifying', ['RollBack']);
  it.each<[string, Promotion, Partial<PromotionFacts>, string]>([
    [
      'whose target has the release still',
      returning,
      { target: binding('new') },
      'rollBack',
    ],
    [
      'whose target has a canary still',
      returning,
      {
        target: binding('old', {
          canary: {
            artifactRef: 'greeter-default-new',
            weight: 10,
            isReady: true,
            message: '',
          },
        }),
      },
      'rollBack',
    ],
    ['whose target is back', returning, {}, 'RolledBack/RolledBack'],
    [
      'whose target somebody has changed meanwhile',
      returning,
      { target: binding('others') },
      'RolledBack/RolledBack',
    ],
    [
      'whose target is back and not ready yet',
      returning,
      { target: binding('old', { ready: undefined }) },
      'wait',
    ],
    [
      'whose target is back and stays unready',
      returning,
      { target: binding('old', { ready: undefined }), ...late },
      'RolledBack/RolledBack',
    ],
    [
      'whose target cannot be changed',
      returning,
      { target: binding('new'), ...late },
      'Failed/RollBackFailed',
    ],
    [
      'to nothing',
      promotionIn('Verifying', ['RollBack'], {
        previousArtifactRef: undefined,
      }),
      { target: binding('new') },
      'rollBack',
    ],
    [
      'to nothing, and is undeployed',
      promotionIn('Verifying', ['RollBack'], {
        previousArtifactRef: undefined,
      }),
      { target: binding('new', { releaseState: 'Undeploy' }) },
      'RolledBack/RolledBack',
    ],
  ])('%s', (_, promotion, changes, expected) => {
    expect(outcome(promotion, changes)).toBe(expected);
  });
});
