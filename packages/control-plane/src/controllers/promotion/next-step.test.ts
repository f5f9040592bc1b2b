import {
  Promotion,
  PromotionApproval,
  PromotionPhase,
  PromotionStep,
} from '@promenade/openchoreo-model';
import { aPromotion, fromTo, ofComponent } from '../../test/__testUtils__';
import { ApprovalResult } from './approval';
import { nextStep } from './next-step';
import { BindingFacts, PromotionFacts } from './promotion-facts';

const noon = new Date('2026-01-01T12:00:00Z');
const minute = 60_000;

const artifact = (name: string) => ({
  name: `greeter-default-${name}`,
  hash: name,
  label: name,
});

function binding(
  release: string,
  changes: Partial<BindingFacts> = {},
): BindingFacts {
  return {
    name: 'greeter-staging',
    kind: 'ServiceBinding',
    artifact: artifact(release),
    generation: 1,
    releaseState: 'Active',
    ready: {
      type: 'Ready',
      status: 'True',
      reason: 'Active',
      message: 'All pods are ready',
      lastTransitionTime: '2026-01-01T11:00:00Z',
      observedGeneration: 1,
    },
    managedBy: undefined,
    ...changes,
  };
}

const degraded: BindingFacts['ready'] = {
  type: 'Ready',
  status: 'False',
  reason: 'ReleaseDegraded',
  message: '1/1 degraded',
  lastTransitionTime: '2026-01-01T11:00:00Z',
  observedGeneration: 1,
};

const noApproval: ApprovalResult = {
  required: undefined,
  approvals: [],
  isComplete: true,
  message: '',
};

const missing: ApprovalResult = {
  required: { count: 1 },
  approvals: [],
  isComplete: false,
  message: '0 of 1 approvals given.',
};

const byBen = (decision: PromotionApproval['decision']) => ({
  by: 'user:default/ben',
  decision,
  at: '2026-01-01T11:59:00Z',
});

const facts = (changes: Partial<PromotionFacts> = {}): PromotionFacts => ({
  now: noon,
  limits: { stepMs: 10 * minute, degradedMs: minute },
  componentType: 'Service',
  projectFound: true,
  pipeline: {
    name: 'default',
    edges: [{ from: 'development', to: 'staging', needsApproval: false }],
  },
  environmentFound: { from: true, to: true },
  source: binding('new'),
  target: binding('old'),
  artifact: {
    ...artifact('new'),
    kindOfBinding: 'ServiceBinding',
    isModified: false,
  },
  ahead: undefined,
  newer: undefined,
  project: undefined,
  requester: { name: 'user:default/ana', isVerified: true },
  rules: {
    approvers: [],
    gates: [],
    freezeWindows: [],
    strategy: { type: 'Direct' },
    verificationMs: 0,
    expireMs: 24 * 60 * minute,
  },
  approval: noApproval,
  freeze: undefined,
  gates: [],
  malformedPolicy: undefined,
  gatesChangeIn: undefined,
  canaryObstacle: undefined,
  ...changes,
});

const withRules = (changes: Partial<PromotionFacts['rules']>) => ({
  rules: { ...facts().rules, ...changes },
});

const rollback = withRules({ automaticRollback: {} });
const canary = withRules({
  strategy: {
    type: 'Canary',
    steps: [{ weight: 10, pause: '5m' }, { weight: 50 }],
  },
});

const gate = (
  state: 'Running' | 'Passed' | 'Failed' | 'Unknown',
  finishedAt?: string,
) => ({
  gates: [{ name: 'smoke', type: 'Webhook' as const, state, finishedAt }],
});

/** A promotion in a phase, with the steps that are running since 11:59. */
function promotionIn(
  phase: PromotionPhase | undefined,
  running: PromotionStep['name'][] = [],
  status: Partial<NonNullable<Promotion['status']>> = {},
): Promotion {
  const promotion = aPromotion(
    'p',
    ofComponent('greeter'),
    fromTo('development', 'staging'),
  );
  const steps: PromotionStep[] = (
    ['Check', 'Approval', 'RollOut', 'Verify', 'RollBack'] as const
  ).map(name =>
    running.includes(name)
      ? { name, state: 'Running', startedAt: '2026-01-01T11:59:00Z' }
      : { name, state: 'Pending' },
  );
  return {
    ...promotion,
    metadata: {
      ...promotion.metadata,
      creationTimestamp: '2026-01-01T11:58:00Z',
    },
    spec: { ...promotion.spec, artifactRef: 'greeter-default-new' },
    status: {
      ...(phase && { phase }),
      steps,
      previousArtifactRef: 'greeter-default-old',
      ...status,
    },
  };
}

/** What the next step is, in short: `rollOut`, `Failed/GateFailed`, or `wait`. */
function outcome(promotion: Promotion, changes: Partial<PromotionFacts>) {
  const { action, status } = nextStep(promotion, facts(changes));
  if (action) {
    return action.type === 'setCanary'
      ? `setCanary ${action.weight}`
      : action.type;
  }
  const complete = status?.conditions?.find(({ type }) => type === 'Complete');
  return status ? `${status.phase}/${complete?.reason}` : 'wait';
}

const hoursLater = { now: new Date('2026-01-03T12:00:00Z') };
const late = { now: new Date('2026-01-01T12:10:00Z') };

type Case = [string, Partial<PromotionFacts>, string];

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

describe('the record of a promotion', () => {
  it('has a transition and an event for a change of the phase, with who and why', () => {
    const { status, event } = nextStep(
      promotionIn('AwaitingApproval', ['Approval']),
      facts({ approval: { ...noApproval, cancellation: byBen('Cancelled') } }),
    );
    expect(status?.transitions).toEqual([
      {
        phase: 'Cancelled',
        at: '2026-01-01T12:00:00Z',
        by: 'user:default/ben',
        reason: 'Cancelled',
        message: 'Cancelled by user:default/ben.',
      },
    ]);
    expect(event).toMatchObject({ reason: 'PromotionCancelled' });
  });

  it('gets no transition while the phase stays', () => {
    const { status, event } = nextStep(
      promotionIn('Checking', ['Check']),
      facts(gate('Running')),
    );
    expect(status?.transitions).toBeUndefined();
    expect(event).toBeUndefined();
  });

  it('keeps the release when its artifact is deleted and the source runs another', () => {
    const release = { release: 'new', releaseLabel: 'new' };
    const { status } = nextStep(
      promotionIn('Verifying', ['Verify'], release),
      facts({
        artifact: undefined,
        source: binding('newest'),
        target: binding('new'),
      }),
    );
    expect(status).toMatchObject({ phase: 'Succeeded', ...release });
  });

  it('has what the target ran before, and its overrides', () => {
    const { status } = nextStep(
      promotionIn('Checking', ['Check'], { previousArtifactRef: undefined }),
      facts({ target: binding('old', { envOverrides: { replicas: 3 } }) }),
    );
    expect(status).toMatchObject({
      previousArtifactRef: 'greeter-default-old',
      previousEnvOverrides: { replicas: 3 },
    });
  });
});
