import {
  Promotion,
  PromotionApproval,
  PromotionPhase,
  PromotionStep,
} from '@promenade/openchoreo-model';
import { aPromotion, fromTo, ofComponent } from '../../../test/__testUtils__';
import { ApprovalResult } from '../approval';
import { nextStep } from '../next-step';
import { BindingFacts, PromotionFacts } from '../promotion-facts';

const noon = new Date('2026-01-01T12:00:00Z');
export const minute = 60_000;

export const artifact = (name: string) => ({
  name: `greeter-default-${name}`,
  hash: name,
  label: name,
});

/** A binding that is ready. */
export function binding(
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

export const degraded: BindingFacts['ready'] = {
  type: 'Ready',
  status: 'False',
  reason: 'ReleaseDegraded',
  message: '1/1 degraded',
  lastTransitionTime: '2026-01-01T11:00:00Z',
  observedGeneration: 1,
};

/** The data plane does not respond, or rejects an object. */
export const notApplied: BindingFacts['ready'] = {
  type: 'Ready',
  status: 'False',
  reason: 'ReleaseNotApplied',
  message: 'No response',
  lastTransitionTime: '2026-01-01T11:00:00Z',
  observedGeneration: 1,
};

export const noApproval: ApprovalResult = {
  required: undefined,
  approvals: [],
  isComplete: true,
  message: '',
};

export const missing: ApprovalResult = {
  required: { count: 1 },
  approvals: [],
  isComplete: false,
  message: '0 of 1 approvals given.',
};

export const byBen = (decision: PromotionApproval['decision']) => ({
  by: 'user:default/ben',
  decision,
  at: '2026-01-01T11:59:00Z',
});

/** The facts of a promotion that has all that it needs. */
export const facts = (
  changes: Partial<PromotionFacts> = {},
): PromotionFacts => ({
  now: noon,
  limits: { stepMs: 10 * minute, degradedMs: minute },
  unsupported: undefined,
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
  commit: undefined,
  canaryObstacle: undefined,
  ...changes,
});

export const withRules = (changes: Partial<PromotionFacts['rules']>) => ({
  rules: { ...facts().rules, ...changes },
});

export const rollback = withRules({ automaticRollback: {} });
export const canary = withRules({
  strategy: {
    type: 'Canary',
    steps: [{ weight: 10, pause: '5m' }, { weight: 50 }],
  },
});

export const gate = (
  state: 'Running' | 'Passed' | 'Failed' | 'Unknown',
  finishedAt?: string,
) => ({
  gates: [{ name: 'smoke', type: 'Webhook' as const, state, finishedAt }],
});

/** A promotion in a phase, with the steps that are running since 11:59. */
export function promotionIn(
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
export function outcome(
  promotion: Promotion,
  changes: Partial<PromotionFacts>,
) {
  const { action, status } = nextStep(promotion, facts(changes));
  if (action) {
    return action.type === 'setCanary'
      ? `setCanary ${action.weight}`
      : action.type;
  }
  const complete = status?.conditions?.find(({ type }) => type === 'Complete');
  return status ? `${status.phase}/${complete?.reason}` : 'wait';
}

export const hoursLater = { now: new Date('2026-01-03T12:00:00Z') };
export const late = { now: new Date('2026-01-01T12:10:00Z') };

/** What is tried, the facts that differ, and the outcome. */
export type Case = [string, Partial<PromotionFacts>, string];
