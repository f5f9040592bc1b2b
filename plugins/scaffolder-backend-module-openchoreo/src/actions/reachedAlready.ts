import { isErrorNamed } from '@promenade/backstage-plugin-openchoreo-common';
import type { PromotionPlan } from '@promenade/backstage-plugin-openchoreo-common';

/** The blocker of a plan whose target has the release already. */
const sameRelease = 'SameRelease';

/**
 * Why a request was rejected that would change nothing, such as `Staging runs 1504df4 already.`: the target has what the request is
 * for. Undefined for another error.
 */
export function reachedAlready(
  error: unknown,
  plan: Pick<PromotionPlan, 'blockers'>,
): string | undefined {
  return isErrorNamed(error, 'ConflictError')
    ? plan.blockers.find(({ reason }) => reason === sameRelease)?.message
    : undefined;
}
