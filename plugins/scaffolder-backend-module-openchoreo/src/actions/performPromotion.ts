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
import { ProgressLog, promotionLine } from '../report/progress';
import { readTimeLimit, withinTimeLimit } from '../timeLimit';
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
  const { logger, signal } = context;
  const { openchoreo } = services;
  const { organization, project, component, from, to } = input;
  const ref = { organization, project, component };
  const limit = readTimeLimit(extra.timeout);
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

  const progress = new ProgressLog(logger);
  const onProgress = (view: PromotionView | undefined) => {
    promotion = view ?? promotion;
    progress.log(promotionLine(promotion));
  };
  try {
    await withinTimeLimit(
      whileWaiting =>
        openchoreo.waitForPromotion(ref, name, {
          signal: whileWaiting,
          onProgress,
        }),
      {
        limit,
        signal,
        message: time =>
          `The promotion ${name} was not complete within ${time}. Last state: ${progress.lastLine} It continues; run the step again to wait longer`,
      },
    );
  } catch (error) {
    if (!isPromotionComplete(promotion) || !(error instanceof Error))
      throw error;
    return { ...outcome(), failure: error.message };
  }
  return outcome();
}
