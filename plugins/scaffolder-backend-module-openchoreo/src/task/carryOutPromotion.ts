import type { LoggerService } from '@backstage/backend-plugin-api';
import { ConflictError } from '@backstage/errors';
import type { ActionContext } from '@backstage/plugin-scaffolder-node';
import type { HumanDuration } from '@backstage/types';
import type { PromotionView } from '@promenade/backstage-plugin-openchoreo-common';
import type {
  OpenChoreoCommands,
  OpenChoreoViews,
  PromoteInput,
} from '@promenade/backstage-plugin-openchoreo-node';
import { planLines } from '../report/planLines';
import { ProgressLog } from '../report/ProgressLog';
import { promotionLine } from '../report/progressLines';
import { withinTimeLimit } from './timeLimit';

/** What of the control plane it takes to promote. */
export interface Promoter {
  commands: Pick<OpenChoreoCommands, 'promote' | 'waitForPromotion'>;
  views: Pick<OpenChoreoViews, 'promotionPlan'>;
}

interface HowToPromote {
  logger: LoggerService;
  signal: AbortSignal | undefined;
  limit: HumanDuration;
  /** Whether to wait for the end. */
  untilComplete: boolean;
  checkpoint: ActionContext<{}>['checkpoint'];
}

/** What became of one attempt. */
type Outcome = { name: string; release?: string; failure?: string };

/**
 * Promotes, and waits for the end of it.
 *
 * Where the step is run again, the outcome of each attempt is known from its checkpoint, and the control plane knows a
 * promotion by its key: one that succeeded is not repeated, one under way is waited for. One whose failure was told before is
 * history: who runs the step again then wants another attempt.
 *
 * @throws ConflictError with the reason when the promotion fails, TimeLimitError when it takes too long
 */
export async function carryOutPromotion(
  promoter: Promoter,
  wanted: PromoteInput & { idempotencyKey: string },
  how: HowToPromote,
): Promise<Outcome> {
  const { organization, component } = wanted.component;
  for (let attempt = 1; ; attempt += 1) {
    let isNews = false;
    const name = `${organization}/${component}.${wanted.from}.${wanted.to}`;
    const outcome = await how.checkpoint({
      key: `promote.${name}.${attempt}`,
      fn: async () => {
        isNews = true;
        const key = `${wanted.idempotencyKey}/${attempt}`;
        return attemptOnce(promoter, { ...wanted, idempotencyKey: key }, how);
      },
    });
    if (!outcome.failure) return outcome;
    if (isNews) throw new ConflictError(outcome.failure);
    how.logger.info(`Attempt ${attempt} had failed: ${outcome.failure}`);
  }
}

async function attemptOnce(
  { commands, views }: Promoter,
  wanted: PromoteInput,
  { logger, signal, limit, untilComplete }: HowToPromote,
): Promise<Outcome> {
  const { component, from, to } = wanted;
  const plan = views.promotionPlan(component, { from, to });
  let promotion = await commands.promote(wanted, { signal });
  const { name } = promotion;
  const [title, ...changes] = planLines(component.component, plan);
  logger.info([`Promoting ${title}`, ...changes].join('\n'));
  const outcome = (): Outcome => ({
    name,
    release: promotion.release?.short ?? plan.release?.short,
  });
  if (!untilComplete) return outcome();

  const progress = new ProgressLog(logger);
  const follow = (view: PromotionView | undefined) => {
    promotion = view ?? promotion;
    progress.say(promotionLine(promotion));
  };
  const { organization } = component;
  try {
    await withinTimeLimit(
      whileWaiting =>
        commands.waitForPromotion(
          { organization, name },
          { signal: whileWaiting, onProgress: follow },
        ),
      {
        limit,
        signal,
        unfinished: time =>
          `The promotion ${name} was not complete in ${time}. Last seen: ${progress.last} It goes on by itself; run the step again to wait on`,
      },
    );
  } catch (error) {
    if (promotion.phase !== 'Failed' || !(error instanceof Error)) throw error;
    return { ...outcome(), failure: error.message };
  }
  return outcome();
}
