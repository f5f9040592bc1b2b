import type { HumanDuration } from '@backstage/types';
import type {
  OperationInput,
  PromotionView,
  verbs,
} from '@promenade/backstage-plugin-openchoreo-common';
import type {
  OpenChoreoService,
  OpenChoreoViews,
} from '@promenade/backstage-plugin-openchoreo-node';
import { planLines } from '../report/planLines';
import { followPromotion } from './followPromotion';
import { reachedAlready } from './reachedAlready';
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

/** Without a name when nothing had to be promoted. A type, because an interface is not assignable to a JSON value. */
type PromotionOutcome = { name?: string; release?: string; failure?: string };

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
  let requested: PromotionView;
  try {
    requested = await execute({ ...input, idempotencyKey });
  } catch (error) {
    const reached = reachedAlready(error, plan);
    if (!reached) throw error;
    logger.info(`Nothing is promoted. ${reached}`);
    return { ...(plan.release && { release: plan.release.short }) };
  }
  const [title, ...changes] = planLines(component, plan);
  logger.info([`Promoting ${title}`, ...changes].join('\n'));
  const { promotion, failure } =
    extra.waitUntilComplete === false
      ? { promotion: requested, failure: undefined }
      : await followPromotion(openchoreo, ref, requested, {
          context,
          timeout: extra.timeout,
        });
  return {
    name: promotion.name,
    release: promotion.release?.short ?? plan.release?.short,
    ...(failure !== undefined && { failure }),
  };
}
