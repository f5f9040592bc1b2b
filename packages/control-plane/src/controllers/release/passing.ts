import { getCondition, type Release } from '@promenade/openchoreo-model';
import { statusDebounceMs } from '../../runtime/status-debounce';
import type { ReleaseStatus } from './status';

/**
 * How long a status need not be told, in milliseconds; 0 where it must be at once: what is well, or in trouble, and that what
 * was told is not so any more. The steps of a roll-out may pass: a process that starts anew in between finds what is applied.
 */
export function mayGoUntoldMs(
  { metadata, status: told }: Release,
  status: ReleaseStatus,
): number {
  const sameAsTold =
    told?.observedGeneration === metadata.generation &&
    told?.appliedHash !== undefined &&
    told.appliedHash === status.appliedHash &&
    isProgressing(told);
  return isProgressing(status) && (sameAsTold || isFirst(told))
    ? statusDebounceMs
    : 0;
}

function isFirst(told: Release['status']): boolean {
  return !told?.observedGeneration;
}

function isProgressing({ conditions }: ReleaseStatus): boolean {
  return getCondition(conditions, 'Ready')?.reason === 'Progressing';
}
