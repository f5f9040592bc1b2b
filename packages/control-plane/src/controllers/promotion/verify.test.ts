import { Promotion } from '@promenade/openchoreo-model';
import {
  minute,
  binding,
  degraded,
  noApproval,
  byBen,
  withRules,
  rollback,
  gate,
  promotionIn,
  outcome,
  late,
} from './__testUtils__/promotion-facts';
import { PromotionFacts } from './promotion-facts';

describe('a promotion in the phase Verifying', () => {
  const verifying = promotionIn('Verifying', ['Verify']);
  const bad = { target: binding('new', { ready: degraded }) };
  const degradedSince = (since: string) =>
    promotionIn('Verifying', ['Verify'], {
      conditions: [
        {
          type: 'TargetTroubled',
          status: 'True',
          reason: 'TargetNotReady',
          message: '',
          lastTransitionTime: since,
        },
      ],
    });
  it.each<[string, Promotion, Partial<PromotionFacts>, string]>([
    [
      'whose target is ready',
      verifying,
      { target: binding('new') },
      'Succeeded/PromotionSucceeded',
    ],
    [
      'whose target must stay ready',
      verifying,
      { target: binding('new'), ...withRules({ verificationMs: 5 * minute }) },
      'Verifying/Verifying',
    ],
    [
      'whose target stayed ready',
      verifying,
      {
        target: binding('new'),
        ...withRules({ verificationMs: 5 * minute }),
        now: new Date('2026-01-01T12:04:00Z'),
      },
      'Succeeded/PromotionSucceeded',
    ],
    [
      'with a running gate',
      verifying,
      { target: binding('new'), ...gate('Running') },
      'Verifying/Verifying',
    ],
    [
      'with a failed gate',
      verifying,
      { target: binding('new'), ...gate('Failed') },
      'Failed/GateFailed',
    ],
    [
      'with a failed gate and automatic rollback',
      verifying,
      { target: binding('new'), ...gate('Failed'), ...rollback },
      'Verifying/GateFailed',
    ],
    ['whose target is degraded', verifying, bad, 'Verifying/Verifying'],
    [
      'whose target stays degraded',
      degradedSince('2026-01-01T11:59:00Z'),
      bad,
      'Failed/TargetNotReady',
    ],
    [
      'whose target stays degraded, with automatic rollback',
      degradedSince('2026-01-01T11:59:00Z'),
      { ...bad, ...rollback },
      'Verifying/TargetNotReady',
    ],
    [
      'whose target may be degraded for longer',
      degradedSince('2026-01-01T11:59:00Z'),
      {
        ...bad,
        ...withRules({ automaticRollback: { afterMs: 5 * minute } }),
      },
      'Verifying/Verifying',
    ],
    [
      'whose target is progressing for too long',
      verifying,
      { target: binding('new', { ready: undefined }), ...late },
      'Failed/TimeLimitExceeded',
    ],
    [
      'whose target was removed',
      verifying,
      { target: undefined },
      'Failed/TargetRemoved',
    ],
    [
      'whose target was changed by somebody',
      verifying,
      { target: binding('other') },
      'Failed/TargetChanged',
    ],
    [
      'that was cancelled',
      verifying,
      {
        target: binding('new'),
        approval: { ...noApproval, cancellation: byBen('Cancelled') },
      },
      'Verifying/Cancelled',
    ],
  ])('%s', (_, promotion, changes, expected) => {
    expect(outcome(promotion, changes)).toBe(expected);
  });
});
