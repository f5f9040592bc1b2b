import {
  Promotion,
  isFinishedPromotion,
  isRunningPromotion,
  trackOf,
} from '@promenade/openchoreo-model';
import { isOlder } from '../../core/promotion/is-older';

/** The other promotions that matter for one that waits, by name. */
export interface QueuePosition {
  /** The promotion that changes the target now. */
  ahead: string | undefined;
  /** A newer promotion, which supersedes this one. One that has not been checked yet may be invalid and does not count. */
  newer: string | undefined;
}

/**
 * Finds the position of a promotion among the unfinished promotions of its component and track: one at a time changes a target, and of
 * those that wait the newest remains.
 */
export function findQueuePosition(
  promotion: Promotion,
  unfinished: readonly Promotion[],
): QueuePosition {
  const others = unfinished.filter(
    other =>
      other.metadata.uid !== promotion.metadata.uid &&
      other.spec.to === promotion.spec.to &&
      trackOf(other) === trackOf(promotion) &&
      !isFinishedPromotion(other) &&
      !other.metadata.deletionTimestamp,
  );
  return {
    ahead: others.find(isRunningPromotion)?.metadata.name,
    newer: others.find(
      other =>
        other.status?.phase !== undefined &&
        !isRunningPromotion(other) &&
        isOlder(promotion, other),
    )?.metadata.name,
  };
}
