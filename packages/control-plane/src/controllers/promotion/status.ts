import {
  Condition,
  Promotion,
  PromotionGateStatus,
  PromotionPhase,
  PromotionStep,
  finalPromotionPhases,
  setCondition,
} from '@promenade/openchoreo-model';
import { toTimestamp } from '../../runtime/conditions';
import { PromotionFacts } from './promotion-facts';

export type PromotionStatus = NonNullable<Promotion['status']>;

/** An event about a promotion, on the Promotion and on its Component. */
export interface PromotionEvent {
  type: 'Normal' | 'Warning';
  reason: string;
  message: string;
}

/** How the target is changed. */
export type PromotionAction =
  | { type: 'pinArtifact' }
  /** Deploys the artifact of the promotion. */
  | { type: 'rollOut' }
  /** Runs the artifact beside the release of the target. */
  | { type: 'setCanary'; weight: number }
  /** Ends the release beside that of the target, which has become the same. */
  | { type: 'removeCanary' }
  /** Brings the target back to where it was before the promotion. */
  | { type: 'rollBack' };

/** The next step of a promotion: first the action, then the status, then the event. Each may be repeated after a crash. */
export interface Decision {
  action?: PromotionAction;
  status?: PromotionStatus;
  event?: PromotionEvent;
  /** Milliseconds until a time limit may change the decision. */
  requeueAfter?: number;
}

const pendingSteps: readonly PromotionStep[] = (
  ['Check', 'Approval', 'RollOut', 'Verify'] as const
).map(name => ({ name, state: 'Pending' }));

/** A change of one step. */
export interface StepChange {
  name: PromotionStep['name'];
  state: PromotionStep['state'];
  message?: string;
}

/** Returns the steps with changes, in order. A step that is in the state already keeps its times. */
function withSteps(
  steps: readonly PromotionStep[] = pendingSteps,
  changes: readonly StepChange[],
  now: string,
): PromotionStep[] {
  return changes.reduce<PromotionStep[]>(
    (list, change) => {
      const known = list.some(({ name }) => name === change.name)
        ? list
        : [...list, { name: change.name, state: 'Pending' as const }];
      return known.map(step =>
        step.name === change.name ? changeStep(step, change, now) : step,
      );
    },
    [...steps],
  );
}

function changeStep(
  step: PromotionStep,
  { name, state, message }: StepChange,
  now: string,
): PromotionStep {
  if (state === 'Skipped' || state === 'Pending') {
    return { name, state, ...(message && { message }) };
  }
  const isStarted = step.state === 'Running' || step.state === state;
  return {
    name,
    state,
    startedAt: (isStarted && step.startedAt) || now,
    ...(state !== 'Running' && {
      finishedAt: (step.state === state && step.finishedAt) || now,
    }),
    ...(message && { message }),
  };
}

/** Events of the phases; those of the others are named `Promotion<Phase>`. */
const eventReasons: { readonly [phase in PromotionPhase]?: string } = {
  AwaitingApproval: 'PromotionAwaitingApproval',
  Progressing: 'PromotionStarted',
};

const successPhases: readonly PromotionPhase[] = ['Succeeded'];
const warningPhases: readonly PromotionPhase[] = [
  'Failed',
  'RolledBack',
  'Rejected',
  'Expired',
];

/** What a promotion is in now, and why. */
export interface StatusChange {
  phase: PromotionPhase;
  reason: string;
  message: string;
  /** Entity reference of the person who caused it. */
  by?: string;
  steps?: readonly StepChange[];
  /** Further fields of the status. */
  fields?: Partial<PromotionStatus>;
  /** Further conditions; null removes one. */
  conditions?: { readonly [type: string]: Condition | null };
  requeueAfter?: number;
}

/** Writes the status. A change of the phase is recorded as a transition and told by an event. */
export function report(
  promotion: Promotion,
  facts: PromotionFacts,
  change: StatusChange,
): Decision {
  const { metadata, spec, status } = promotion;
  const {
    phase,
    reason,
    message,
    by,
    steps = [],
    fields,
    requeueAfter,
  } = change;
  const now = toTimestamp(facts.now);
  const hasChanged = phase !== status?.phase;
  const isFinal = finalPromotionPhases.some(final => final === phase);
  const promoted = promotedRelease(promotion, facts);
  const { required } = facts.approval;
  return {
    status: {
      ...status,
      observedGeneration: metadata.generation,
      requester: facts.requester,
      artifactRef: spec.artifactRef ?? status?.artifactRef,
      release: promoted?.hash,
      releaseLabel: promoted?.label,
      startedAt: status?.startedAt ?? now,
      ...(facts.gates.length > 0 && {
        gates: mergeGates(status?.gates, facts.gates),
      }),
      ...(required && {
        requiredApproval: {
          ...required,
          expiresAt: toTimestamp(expiresAt(promotion, facts)),
        },
      }),
      ...(facts.approval.approvals.length > 0 && {
        approvals: facts.approval.approvals,
      }),
      ...fields,
      phase,
      ...(isFinal && { completedAt: now }),
      steps: withSteps(status?.steps, steps, now),
      conditions: withComplete(promotion, facts, change),
      ...(hasChanged && {
        transitions: [
          ...(status?.transitions ?? []),
          { phase, at: now, ...(by && { by }), reason, message },
        ],
      }),
    },
    ...(hasChanged && {
      event: {
        type: warningPhases.includes(phase) ? 'Warning' : 'Normal',
        reason: eventReasons[phase] ?? `Promotion${phase}`,
        message: `${
          spec.type === 'RollBack' ? 'Roll back' : 'Promotion'
        } of ${releaseLabel(promotion, facts)} to ${spec.to}: ${message}`,
      },
    }),
    requeueAfter,
  };
}

function withComplete(
  { metadata, status }: Promotion,
  { now }: PromotionFacts,
  { phase, reason, message, conditions = {} }: StatusChange,
): Condition[] {
  const kept = (status?.conditions ?? []).filter(
    ({ type }) => !(type in conditions),
  );
  return setCondition(
    [...kept, ...Object.values(conditions).flatMap(each => each ?? [])],
    {
      type: 'Complete',
      status: successPhases.includes(phase) ? 'True' : 'False',
      reason,
      message,
      observedGeneration: metadata.generation,
    },
    now,
  );
}

/** The results of gates, with new results in the place of former ones. */
function mergeGates(
  former: readonly PromotionGateStatus[] = [],
  results: readonly PromotionGateStatus[],
): PromotionGateStatus[] {
  const names = new Set(results.map(({ name }) => name));
  return [...former.filter(({ name }) => !names.has(name)), ...results].sort(
    (a, b) => a.name.localeCompare(b.name, 'en'),
  );
}

/** Ends a promotion without success at one of its steps, without a change of the target. */
export function fail(
  promotion: Promotion,
  facts: PromotionFacts,
  step: PromotionStep['name'],
  reason: string,
  message: string,
): Decision {
  return report(promotion, facts, {
    phase: 'Failed',
    reason,
    message,
    steps: [{ name: step, state: 'Failed', message }],
  });
}

/** The promoted release: the artifact, which may have been deleted since, or, before it is pinned, what the source runs. */
export function promotedRelease(
  { spec, status }: Promotion,
  { artifact, source }: PromotionFacts,
): { hash: string; label?: string } | undefined {
  if (artifact) {
    return artifact;
  }
  if (status?.release) {
    return { hash: status.release, label: status.releaseLabel };
  }
  return spec.artifactRef === undefined ? source?.artifact : undefined;
}

/** Display name of the promoted release. */
export function releaseLabel(
  promotion: Promotion,
  facts: PromotionFacts,
): string {
  return promotedRelease(promotion, facts)?.label ?? 'the release';
}

/** Milliseconds until the time limit of a step; not positive when it is exceeded. */
export function remainingMs(
  { status }: Promotion,
  name: PromotionStep['name'],
  { now, limits }: PromotionFacts,
): number {
  const step = status?.steps?.find(each => each.name === name);
  return step?.state === 'Running' && step.startedAt
    ? Date.parse(step.startedAt) + limits.stepMs - now.getTime()
    : limits.stepMs;
}

/** When a promotion expires that has not been rolled out. */
export function expiresAt(
  { metadata }: Promotion,
  { now, rules }: PromotionFacts,
): Date {
  const createdAt = metadata.creationTimestamp
    ? Date.parse(metadata.creationTimestamp)
    : now.getTime();
  return new Date(createdAt + rules.expireMs);
}

/** The time limit of a step, for messages: `10 minutes`. */
export function stepLimitText({ limits }: PromotionFacts): string {
  const minutes = Math.round(limits.stepMs / 60_000);
  if (minutes >= 120 && minutes % 60 === 0) return `${minutes / 60} hours`;
  return minutes === 1 ? '1 minute' : `${minutes} minutes`;
}
