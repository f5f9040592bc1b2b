import {
  binding,
  noApproval,
  byBen,
  rollback,
  promotionIn,
  outcome,
  late,
  Case,
} from './__testUtils__/promotion-facts';

describe('a promotion in the phase Progressing', () => {
  const progressing = promotionIn('Progressing', ['RollOut']);
  it.each<Case>([
    ['whose target does not have the release', {}, 'rollOut'],
    [
      'whose target has the release',
      { target: binding('new') },
      'Verifying/Verifying',
    ],
    ['that takes too long', late, 'Failed/TimeLimitExceeded'],
    [
      'that takes too long, with automatic rollback',
      { ...late, ...rollback },
      'Progressing/TimeLimitExceeded',
    ],
    [
      'whose artifact was deleted',
      { artifact: undefined },
      'Failed/ArtifactNotFound',
    ],
    [
      'whose component was deleted',
      { componentType: undefined },
      'Failed/ComponentNotFound',
    ],
    [
      'that was cancelled',
      { approval: { ...noApproval, cancellation: byBen('Cancelled') } },
      'Progressing/Cancelled',
    ],
    ['with a newer one', { newer: 'other' }, 'rollOut'],
    ['whose project has ended', { project: 'Ended' }, 'Progressing/Cancelled'],
    [
      'in a freeze window that began later',
      { freeze: { problem: 'x' } },
      'rollOut',
    ],
    [
      'that was rejected too late',
      { approval: { ...noApproval, rejection: byBen('Rejected') } },
      'rollOut',
    ],
  ])('%s', (_, changes, expected) => {
    expect(outcome(progressing, changes)).toBe(expected);
  });
});
