import { getCondition, type Release } from '@promenade/openchoreo-model';
import { passingMs } from '../runtime/patience';
import type { ReleaseStatus } from './release-status';

/**
 * How long a status need not be told, in milliseconds; 0 where it must be at once. That everything is applied is told at
 * once, for a restart goes by it; and so is what is well, or in trouble. The steps of a roll-out between those may pass.
 */
export function mayGoUntoldMs(
  { metadata, status: told }: Release,
  status: ReleaseStatus,
): number {
  return told?.observedGeneration === metadata.generation &&
    told?.appliedHash !== undefined &&
    told.appliedHash === status.appliedHash &&
    isProgressing(told) &&
    isProgressing(status)
    ? passingMs
    : 0;
}

function isProgressing({ conditions }: ReleaseStatus): boolean {
  return getCondition(conditions, 'Ready')?.reason === 'Progressing';
}
