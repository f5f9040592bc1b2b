import { Condition, setCondition } from '@promenade/openchoreo-model';

interface Finalized {
  metadata: { generation?: number };
  status?: { conditions?: Condition[]; observedGeneration?: number };
}

/**
 * The status of an object that is being deleted: not ready, and what its deletion waits for, so that it never hangs in silence.
 *
 * @param reason - as OpenChoreo v0.3.2 calls it, for example `ProjectFinalizing`
 */
export function finalizingStatus<T extends Finalized>(
  { metadata, status }: T,
  reason: string,
  message: string,
  now: Date,
): T['status'] & { conditions: Condition[]; observedGeneration?: number } {
  const observedGeneration = metadata.generation;
  const about = { reason, message, observedGeneration };
  return {
    ...status,
    observedGeneration,
    conditions: setCondition(
      setCondition(
        status?.conditions,
        { type: 'Finalizing', status: 'True', ...about },
        now,
      ),
      { type: 'Ready', status: 'False', ...about },
      now,
    ),
  };
}

/** `a, b, c and 4 more`: enough for a person to know where to look. */
export function some(names: readonly string[], limit = 3): string {
  const shown = names.slice(0, limit).join(', ');
  return names.length > limit
    ? `${shown} and ${names.length - limit} more`
    : shown;
}
