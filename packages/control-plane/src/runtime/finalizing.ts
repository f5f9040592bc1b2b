import { Condition } from '@promenade/openchoreo-model';
import { isJsonList, jsonAt } from './json';
import { Observed, withConditions } from './with-conditions';

/**
 * The status of an object that is being deleted: not ready, and what its deletion waits for, so that it never hangs in silence.
 *
 * @param reason - as OpenChoreo v0.3.2 calls it, for example `ProjectFinalizing`
 */
export function finalizingStatus<T extends Observed>(
  object: T,
  reason: string,
  message: string,
  now: Date,
): T['status'] & { conditions: Condition[]; observedGeneration?: number } {
  return withConditions(
    object,
    [
      { type: 'Finalizing', status: 'True', reason, message },
      { type: 'Ready', status: 'False', reason, message },
    ],
    now,
  );
}

/** What an object that is being deleted says that it waits for. */
export function finalizingMessage(object: object): string | undefined {
  const conditions = jsonAt(object, 'status', 'conditions');
  if (!isJsonList(conditions)) return undefined;
  const found = conditions.find(each => jsonAt(each, 'type') === 'Finalizing');
  const message = jsonAt(found, 'message');
  return typeof message === 'string' ? message : undefined;
}

/** `a, b, c and 4 more`: enough for a person to know where to look. */
export function some(names: readonly string[], limit = 3): string {
  const shown = names.slice(0, limit).join(', ');
  return names.length > limit
    ? `${shown} and ${names.length - limit} more`
    : shown;
}

/** What `names` are still to be gone, as a sentence. */
export function waitingFor(names: readonly string[]): string {
  return `Waiting for ${some(names)} to be deleted`;
}
