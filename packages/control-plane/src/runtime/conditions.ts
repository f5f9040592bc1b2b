import {
  Condition,
  ConditionInput,
  setCondition,
} from '@promenade/openchoreo-model';
import { isJsonList, jsonAt } from './json';

/** An object whose status says in conditions what was made of which generation of it. */
export interface ObjectWithConditions {
  metadata: { generation?: number };
  status?: { conditions?: Condition[]; observedGeneration?: number };
}

/** The status of an object with these conditions set, in this order, on the generation that was looked at. */
export function withConditions<T extends ObjectWithConditions>(
  { metadata, status }: T,
  conditions: readonly Omit<ConditionInput, 'observedGeneration'>[],
  now: Date,
): T['status'] & { conditions: Condition[]; observedGeneration?: number } {
  const observedGeneration = metadata.generation;
  return {
    ...status,
    observedGeneration,
    conditions: conditions.reduce(
      (list, condition) =>
        setCondition(list, { ...condition, observedGeneration }, now),
      status?.conditions ?? [],
    ),
  };
}

/**
 * The status of an object that is being deleted: not ready, and what its deletion waits for, so that it never hangs in silence.
 *
 * @param reason - as OpenChoreo v0.3.2 calls it, for example `ProjectFinalizing`
 */
export function finalizingStatus<T extends ObjectWithConditions>(
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
export function formatNames(names: readonly string[], limit = 3): string {
  const shown = names.slice(0, limit).join(', ');
  return names.length > limit
    ? `${shown} and ${names.length - limit} more`
    : shown;
}

/** What `names` are still to be gone, as a sentence. */
export function waitingForDeletion(names: readonly string[]): string {
  return `Waiting for ${formatNames(names)} to be deleted`;
}

/** A moment as Kubernetes writes it: RFC 3339 in UTC, to the second. */
export function toTimestamp(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}
