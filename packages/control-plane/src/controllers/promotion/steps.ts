import { Promotion, PromotionStep } from '@promenade/openchoreo-model';

export type PromotionStatus = NonNullable<Promotion['status']>;

const stepNames = ['Check', 'Approval', 'RollOut', 'Verify'] as const;

/** The steps of a promotion that has not begun. */
const notBegun: PromotionStep[] = stepNames.map(name => ({
  name,
  state: 'Pending',
}));

/**
 * The steps with one of them in a new state. Entering a state twice changes nothing but the message:
 * a step keeps the time at which it started.
 */
export function withStep(
  steps: readonly PromotionStep[] | undefined,
  name: PromotionStep['name'],
  state: PromotionStep['state'],
  now: string,
  message?: string,
): PromotionStep[] {
  return (steps ?? notBegun).map(step =>
    step.name === name ? entered(step, state, now, message) : step,
  );
}

function entered(
  step: PromotionStep,
  state: PromotionStep['state'],
  now: string,
  message: string | undefined,
): PromotionStep {
  if (state === 'Skipped' || state === 'Pending') {
    return { name: step.name, state, ...(message && { message }) };
  }
  const resumed = step.state === 'Running' || step.state === state;
  return {
    name: step.name,
    state,
    startedAt: (resumed && step.startedAt) || now,
    ...(state !== 'Running' && {
      finishedAt: (step.state === state && step.finishedAt) || now,
    }),
    ...(message && { message }),
  };
}
