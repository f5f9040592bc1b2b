import { PromotionPhase } from '@promenade/openchoreo-model';
import {
  binding,
  degraded,
  noApproval,
  missing,
  notApplied,
  byBen,
  gate,
  promotionIn,
  outcome,
  hoursLater,
  late,
  Case,
} from './__testUtils__/promotion-facts';

describe.each<PromotionPhase | undefined>([
  undefined,
  'Pending',
  'Checking',
  'AwaitingApproval',
])('a promotion in the phase %s', phase => {
  const waiting = promotionIn(phase, ['Check']);
  it.each<Case>([
    ['with all that it needs', {}, 'Progressing/Progressing'],
    ['without its project', { projectFound: false }, 'Failed/ProjectNotFound'],
    [
      'without its component',
      { componentType: undefined },
      'Failed/ComponentNotFound',
    ],
    [
      'without an edge',
      { pipeline: { name: 'default', edges: [] } },
      'Failed/InvalidPromotionPath',
    ],
    [
      'without its target environment',
      { environmentFound: { from: true, to: false } },
      'Failed/EnvironmentNotFound',
    ],
    [
      'to an environment that a parent manages',
      { target: binding('old', { managedBy: 'Service "greeter"' }) },
      'Failed/TargetIsManaged',
    ],
    [
      'without its artifact',
      { artifact: undefined },
      'Failed/ArtifactNotFound',
    ],
    [
      'from a source that is degraded',
      { source: binding('new', { ready: degraded }) },
      'Failed/SourceNotReady',
    ],
    [
      'from a source whose data plane does not respond',
      {
        source: binding('new', { ready: notApplied }),
      },
      'Checking/SourceNotReady',
    ],
    [
      'from a source whose data plane does not respond for too long',
      {
        source: binding('new', { ready: notApplied }),
        ...late,
      },
      'Failed/SourceNotReady',
    ],
    [
      'from a source that is progressing',
      { source: binding('new', { ready: undefined }) },
      'Checking/SourceNotReady',
    ],
    [
      'from a source that is progressing for too long',
      { source: binding('new', { ready: undefined }), ...late },
      'Failed/SourceNotReady',
    ],
    [
      'from a source that runs something else',
      { source: binding('newest') },
      'Failed/SourceChanged',
    ],
    ['behind a running one', { ahead: 'other' }, 'Pending/WaitingForPromotion'],
    ['with a newer one', { newer: 'other' }, 'Superseded/Superseded'],
    [
      'in a freeze window',
      {
        freeze: { name: 'holidays', until: new Date('2026-01-07T00:00:00Z') },
      },
      'Checking/Frozen',
    ],
    [
      'with a freeze window that cannot be read',
      { freeze: { problem: 'no such time zone' } },
      'Checking/Frozen',
    ],
    ['with a running gate', gate('Running'), 'Checking/WaitingForGates'],
    ['with a failed gate', gate('Failed'), 'Failed/GateFailed'],
    ['with an unknown gate', gate('Unknown'), 'Checking/WaitingForGates'],
    [
      'with a gate that stayed unknown',
      gate('Unknown', '2026-01-01T12:00:00Z'),
      'Failed/GateUnknown',
    ],
    ['with a passed gate', gate('Passed'), 'Progressing/Progressing'],
    [
      'without approval',
      { approval: missing },
      'AwaitingApproval/AwaitingApproval',
    ],
    [
      'that was rejected',
      { approval: { ...missing, rejection: byBen('Rejected') } },
      'Rejected/Rejected',
    ],
    [
      'that was approved and rejected',
      { approval: { ...noApproval, rejection: byBen('Rejected') } },
      'Rejected/Rejected',
    ],
    [
      'that was cancelled',
      { approval: { ...noApproval, cancellation: byBen('Cancelled') } },
      'Cancelled/Cancelled',
    ],
    [
      'whose project is not ready',
      { project: 'Hold' },
      'Pending/WaitingForProject',
    ],
    ['whose project is ready', { project: 'Go' }, 'Progressing/Progressing'],
    ['whose project has ended', { project: 'Ended' }, 'Cancelled/Cancelled'],
    [
      'that waited for too long',
      { approval: missing, ...hoursLater },
      'Expired/Expired',
    ],
  ])('%s', (_, changes, expected) => {
    expect(outcome(waiting, changes)).toBe(expected);
  });
});
