import type {
  PromotionGate,
  PromotionStep,
  PromotionView,
} from '@promenade/backstage-plugin-openchoreo-common';

/** The step that evaluates the gates of each phase. */
const stepsByPhase: Readonly<
  Record<NonNullable<PromotionGate['phase']>, PromotionStep['name']>
> = {
  Checking: 'Check',
  Progressing: 'RollOut',
  Verifying: 'Verify',
  Unknown: 'Check',
};

/** A step with the gates that are evaluated in it. */
export interface StepWithGates {
  step: PromotionStep;
  gates: PromotionGate[];
}

/** The steps of a promotion with their gates. */
export function stepsWithGates({
  steps,
  gates,
}: Pick<PromotionView, 'steps' | 'gates'>): StepWithGates[] {
  return steps.map(step => ({
    step,
    gates: gates.filter(
      ({ phase = 'Checking' }) => stepsByPhase[phase] === step.name,
    ),
  }));
}
