import type { LoggerService } from '@backstage/backend-plugin-api';
import { ConflictError } from '@backstage/errors';
import type { ActionContext } from '@backstage/plugin-scaffolder-node';
import type { HumanDuration } from '@backstage/types';
import type {
  OperationInput,
  promoteComponent,
  PromotionView,
} from '@promenade/backstage-plugin-openchoreo-common';
import type {
  OpenChoreoService,
  OpenChoreoViews,
} from '@promenade/backstage-plugin-openchoreo-node';
import { planLines } from '../report/planLines';
import { ProgressLog, promotionLine } from '../report/progress';
import { readTimeLimit, withinTimeLimit } from '../timeLimit';

type Input = OperationInput<typeof promoteComponent>;

/** The parts of a step that a promotion needs. */
export interface PromotionStep {
  context: {
    logger: LoggerService;
    signal?: AbortSignal;
    checkpoint: ActionContext<{}>['checkpoint'];
  };
  services: {
    openchoreo: Pick<OpenChoreoService, 'waitForPromotion'> & {
      views: Pick<OpenChoreoViews, 'promotionPlan'>;
    };
  };
  input: Input;
  idempotencyKey: string;
  extra: { waitUntilComplete?: boolean; timeout?: string | HumanDuration };
  execute(input: Input): Promise<PromotionView>;
}

/** A type, because an interface is not assignable to a JSON value. */
type Outcome = { name: string; release?: string; failure?: string };

/**
 * Promotes, and waits for the outcome.
 *
 * When the step runs again, a checkpoint has the outcome of each attempt: a promotion that succeeded is not repeated, one that
 * is in progress is waited for. When the outcome of the last attempt was a failure that the step has reported, it makes another
 * attempt, with another idempotency key.
 *
 * @throws ConflictError with the reason when the promotion fails, TimeLimitError when it takes too long
 */
export async function performPromotion(step: PromotionStep): Promise<Outcome> {
  const { organization, component, from, to } = step.input;
  const { logger, checkpoint } = step.context;
  for (let attempt = 1; ; attempt += 1) {
    let hasRun = false;
    const outcome = await checkpoint({
      key: `promote.${organization}/${component}.${from}.${to}.${attempt}`,
      fn: async () => {
        hasRun = true;
        return attemptOnce(step, `${step.idempotencyKey}/${attempt}`);
      },
    });
    if (!outcome.failure) return outcome;
    if (hasRun) throw new ConflictError(outcome.failure);
    logger.info(`Attempt ${attempt} failed: ${outcome.failure}`);
  }
}

async function attemptOnce(
  { context, extra, input, services, execute }: PromotionStep,
  idempotencyKey: string,
): Promise<Outcome> {
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
  const outcome = (): Outcome => ({
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
    if (promotion.phase !== 'Failed' || !(error instanceof Error)) throw error;
    return { ...outcome(), failure: error.message };
  }
  return outcome();
}
