import type { Condition } from './schemas/condition';

/**
 * A condition without `lastTransitionTime`, which {@link setCondition} adds.
 *
 * @public
 */
export type ConditionInput = Omit<Condition, 'lastTransitionTime'>;

/**
 * Returns the condition of a type, or undefined.
 *
 * @public
 */
export function getCondition(
  conditions: readonly Condition[] | undefined,
  type: string,
): Condition | undefined {
  return conditions?.find(condition => condition.type === type);
}

/**
 * Reports whether the condition of a type is True.
 *
 * @public
 */
export function isConditionTrue(
  conditions: readonly Condition[] | undefined,
  type: string,
): boolean {
  return getCondition(conditions, type)?.status === 'True';
}

/** meta/v1 Time has no fractions of a second. */
function toSeconds(now: Date): string {
  return now.toISOString().replace(/\.\d+Z$/, 'Z');
}

/**
 * Returns the conditions with one of them added or replaced in place.
 * `lastTransitionTime` changes only when the status changes.
 *
 * @param now - used as `lastTransitionTime` of a changed status
 *
 * @public
 */
export function setCondition(
  conditions: readonly Condition[] | undefined,
  condition: ConditionInput,
  now: Date,
): Condition[] {
  const list = conditions ?? [];
  const old = getCondition(list, condition.type);
  const next: Condition = {
    ...condition,
    lastTransitionTime:
      old?.status === condition.status
        ? old.lastTransitionTime
        : toSeconds(now),
  };
  return old
    ? list.map(existing => (existing === old ? next : existing))
    : [...list, next];
}
