import {
  isObject,
  JsonObject,
  JsonValue,
  listAt,
  stringAt,
} from '../schema/json';
import { formatTime } from './time';

/** A condition without its times. */
export interface ConditionState {
  type: string;
  status: 'True' | 'False' | 'Unknown';
  reason?: string;
  message?: string;
}

/** A condition of a status by type, or undefined. */
export function conditionOf(
  status: JsonObject,
  type: string,
): JsonObject | undefined {
  const found = listAt(status, 'conditions').find(
    item => stringAt(item, 'type') === type,
  );
  return isObject(found) ? found : undefined;
}

/** Whether a condition has the status `True`. */
export function isTrue(status: JsonObject, type: string): boolean {
  return conditionOf(status, type)?.status === 'True';
}

/**
 * Adds or replaces conditions. `lastTransitionTime` changes only if the condition's status changes.
 *
 * @param now milliseconds since 1970
 * @param extra more fields of each condition, such as observedGeneration
 */
export function withConditions(
  before: JsonValue | undefined,
  states: readonly ConditionState[],
  now: number,
  extra: JsonObject = {},
): JsonValue[] {
  const conditions = Array.isArray(before) ? [...before] : [];
  for (const { type, status, reason, message } of states) {
    const index = conditions.findIndex(item => stringAt(item, 'type') === type);
    const old = conditions[index];
    const isSame = stringAt(old, 'status') === status;
    const since = isSame ? stringAt(old, 'lastTransitionTime') : undefined;
    const next: JsonObject = {
      type,
      status,
      ...(reason !== undefined && { reason }),
      ...(message !== undefined && { message }),
      lastTransitionTime: since ?? formatTime(now),
      ...extra,
    };
    if (index < 0) conditions.push(next);
    else conditions[index] = next;
  }
  return conditions;
}
