import type {
  PromotionGate,
  PromotionStep,
  PromotionView,
} from '@promenade/backstage-plugin-openchoreo-common';

/** The steps that evaluate gates. */
const gateSteps: ReadonlySet<PromotionStep['name']> = new Set([
  'Check',
  'RollOut',
  'Verify',
]);

/** A step with the gates that are evaluated in it. */
export interface StepWithGates {
  step: PromotionStep;
  gates: PromotionGate[];
}

/**
 * The steps of a promotion with their gates. A gate belongs to the last step that had begun when it was evaluated; one that
 * was not evaluated yet belongs to the first step that has not ended.
 */
export function stepsWithGates({
  steps,
  gates,
}: Pick<PromotionView, 'steps' | 'gates'>): StepWithGates[] {
  const evaluating = steps.filter(
    ({ name, state }) => gateSteps.has(name) && state !== 'Skipped',
  );
  const stepOf = (gate: PromotionGate): PromotionStep | undefined => {
    const at = gate.startedAt ?? gate.finishedAt;
    if (at === undefined) {
      return (
        evaluating.find(({ finishedAt }) => !finishedAt) ?? evaluating.at(-1)
      );
    }
    const begun = evaluating.filter(
      ({ startedAt }) =>
        startedAt !== undefined && Date.parse(startedAt) <= Date.parse(at),
    );
    return begun.at(-1) ?? evaluating[0];
  };
  const placed = gates.map(gate => ({ gate, step: stepOf(gate) }));
  return steps.map(step => ({
    step,
    gates: placed.flatMap(each => (each.step === step ? [each.gate] : [])),
  }));
}
