import {
  Condition,
  ConditionInput,
  setCondition,
} from '@promenade/openchoreo-model';
import { isJsonList, jsonAt } from './json';

/** An object that reports conditions and the generation that they are about. */
export interface ObjectWithConditions {
  metadata: { generation?: number };
  status?: { conditions?: Condition[]; observedGeneration?: number };
}

/**
 * The generation that a status of an object is about. None where the status is no subresource: each write of it is a new generation.
 */
export function observedGenerationOf(
  { hasStatusSubresource = true }: { hasStatusSubresource?: boolean },
  { metadata }: Pick<ObjectWithConditions, 'metadata'>,
): number | undefined {
  return hasStatusSubresource ? metadata.generation : undefined;
}

/** Returns the status of an object with conditions set, in the given order, for its current generation. */
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
 * Returns the status of an object that is being deleted: not ready, with what the deletion waits for.
 *
 * @param reason - of the conditions Finalizing and Ready, for example `ProjectFinalizing`
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

/** Returns the message of the condition Finalizing. */
export function finalizingMessage(object: object): string | undefined {
  const conditions = jsonAt(object, 'status', 'conditions');
  if (!isJsonList(conditions)) return undefined;
  const found = conditions.find(each => jsonAt(each, 'type') === 'Finalizing');
  const message = jsonAt(found, 'message');
  return typeof message === 'string' ? message : undefined;
}

/** Formats names for a message: `a, b, c and 4 more`. */
export function formatNames(names: readonly string[], limit = 3): string {
  const shown = names.slice(0, limit).join(', ');
  return names.length > limit
    ? `${shown} and ${names.length - limit} more`
    : shown;
}

/** Returns the message of a deletion that waits for other objects. */
export function waitingForDeletion(names: readonly string[]): string {
  return `Waiting for ${formatNames(names)} to be deleted`;
}

/** Formats a time as Kubernetes does: RFC 3339 in UTC, to the second. */
export function toTimestamp(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}
