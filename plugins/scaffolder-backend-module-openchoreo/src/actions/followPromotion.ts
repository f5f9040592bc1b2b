import type { HumanDuration } from '@backstage/types';
import {
  isPromotionComplete,
  type ComponentRef,
  type ProjectPromotionView,
  type PromotionView,
} from '@promenade/backstage-plugin-openchoreo-common';
import type {
  OpenChoreoService,
  WaitOptions,
} from '@promenade/backstage-plugin-openchoreo-node';
import { projectPromotionLine, promotionLine } from '../report/progress';
import type { StepContext } from '../step/resolveStep';
import { waitWithProgress } from '../waitWithProgress';

/** What has become of a promotion. */
export interface FollowedPromotion<T> {
  promotion: T;
  /** Why it has not succeeded. */
  failure?: string;
}

interface FollowOptions {
  context: Pick<StepContext, 'logger' | 'signal'>;
  timeout: string | HumanDuration | undefined;
}

/**
 * Waits for the outcome of the promotion of a component.
 *
 * @throws TimeLimitError when it takes too long
 */
export function followPromotion(
  { waitForPromotion }: Pick<OpenChoreoService, 'waitForPromotion'>,
  ref: ComponentRef,
  promotion: PromotionView,
  options: FollowOptions,
): Promise<FollowedPromotion<PromotionView>> {
  return follow<PromotionView>(promotion, {
    ...options,
    wait: waitOptions => waitForPromotion(ref, promotion.name, waitOptions),
    lineOf: promotionLine,
    hasEnded: isPromotionComplete,
  });
}

/**
 * Waits for the outcome of the promotion of a project, with the progress of each component.
 *
 * @throws TimeLimitError when it takes too long
 */
export function followProjectPromotion(
  {
    waitForProjectPromotion,
  }: Pick<OpenChoreoService, 'waitForProjectPromotion'>,
  organization: string,
  promotion: ProjectPromotionView,
  options: FollowOptions,
): Promise<FollowedPromotion<ProjectPromotionView>> {
  return follow<ProjectPromotionView>(promotion, {
    ...options,
    wait: waitOptions =>
      waitForProjectPromotion(organization, promotion.name, waitOptions),
    lineOf: projectPromotionLine,
    hasEnded: ({ phase }) => phase === 'Failed' || phase === 'RolledBack',
  });
}

async function follow<T extends { name: string }>(
  requested: T,
  {
    context,
    timeout,
    wait,
    lineOf,
    hasEnded,
  }: FollowOptions & {
    wait(options: WaitOptions<T | undefined>): Promise<T | undefined>;
    lineOf(promotion: T): string;
    hasEnded(promotion: T): boolean;
  },
): Promise<FollowedPromotion<T>> {
  let promotion = requested;
  try {
    await waitWithProgress<T | undefined>(context, {
      timeout,
      wait,
      lineOf: view => {
        promotion = view ?? promotion;
        return lineOf(promotion);
      },
      message: (time, lastState) =>
        `The promotion ${requested.name} was not complete within ${time}. Last state: ${lastState}. It continues; run the step again to wait longer`,
    });
  } catch (error) {
    if (!hasEnded(promotion) || !(error instanceof Error)) throw error;
    return { promotion, failure: error.message };
  }
  return { promotion };
}
