import type { HumanDuration } from '@backstage/types';
import {
  isPromotionComplete,
  type OperationInput,
  type PromotionView,
  type verbs,
} from '@promenade/backstage-plugin-openchoreo-common';
import type {
  OpenChoreoService,
  OpenChoreoViews,
} from '@promenade/backstage-plugin-openchoreo-node';
import { planLines } from '../report/planLines';
import { promotionLine } from '../report/progress';
import { waitWithProgress } from '../waitWithProgress';
import { runAttempts, type AttemptStep } from './runAttempts';

type Input = OperationInput<typeof verbs.promoteComponent>;

/** The parts of a step that a promotion needs. */
export interface PromotionStep extends AttemptStep {
  services: {
    openchoreo: Pick<OpenChoreoService, 'waitForPromotion'> & {
      views: Pick<OpenChoreoViews, 'promotionPlan'>;
    };
  };
  input: Input;
  extra: { waitUntilComplete?: boolean; timeout?: string | HumanDuration };
  execute(input: Input): Promise<PromotionView>;
}

/** A type, because an interface is not assignable to a JSON value. */
type PromotionOutcome = { name: string; release?: string; failure?: string };

/**
 * Promotes, and waits for the outcome.
 *
 * @throws ConflictError with the reason when the promotion fails, TimeLimitError when it takes too long
 */
export async function performPromotion(
  step: PromotionStep,
): Promise<PromotionOutcome> {
  const { organization, component, from, to } = step.input;
  return runAttempts(
    step,
    `promote.${organization}/${component}.${from}.${to}`,
    idempotencyKey => attemptPromotion(step, idempotencyKey),
  );
}

async function attemptPromotion(
  { context, extra, input, services, execute }: PromotionStep,
  idempotencyKey: string,
): Promise<PromotionOutcome> {
  const { logger } = context;
  const { openchoreo } = services;
  const { organization, project, component, from, to } = input;
  const ref = { organization, project, component };
  const plan = openchoreo.views.promotionPlan(ref, { from, to });
  let promotion = await execute({ ...input, idempotencyKey });
  const { name } = promotion;
  const [title, ...changes] = planLines(component, plan);
  logger.info([`Promoting ${title}`, ...changes].join('\n'));
  const outcome = (): PromotionOutcome => ({
    name,
    release: promotion.release?.short ?? plan.release?.short,
  });
  if (extra.waitUntilComplete === false) return outcome();

  try {
    await waitWithProgress<PromotionView | undefined>(context, {
      timeout: extra.timeout,
      wait: options => openchoreo.waitForPromotion(ref, name, options),
      lineOf: view => {
        promotion = view ?? promotion;
        return promotionLine(promotion);
      },
      message: (time, lastState) =>
        `The promotion ${name} was not complete within ${time}. Last state: ${lastState}. It continues; run the step again to wait longer`,
    });
  } catch (error) {
    if (!isPromotionComplete(promotion) || !(error instanceof Error))
      throw error;
    return { ...outcome(), failure: error.message };
  }
  return outcome();
}
