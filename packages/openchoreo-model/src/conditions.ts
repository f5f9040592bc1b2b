import type { Condition } from './schemas/condition';

/** A condition before it is stamped with the time of its last transition. */
export type ConditionInput = Omit<Condition, 'lastTransitionTime'>;

/** The condition of a type, or undefined. */
export function getCondition(
  conditions: readonly Condition[] | undefined,
  type: string,
): Condition | undefined {
  return conditions?.find(condition => condition.type === type);
}

/** Whether the condition of a type is True. */
export function isConditionTrue(
  conditions: readonly Condition[] | undefined,
  type: string,
): boolean {
  return getCondition(conditions, type)?.status === 'True';
}

/** Kubernetes keeps condition times to the second. */
function stamp(now: Date): string {
  return now.toISOString().replace(/\.\d+Z$/, 'Z');
}

/**
 * The conditions with one of them set. It keeps its place, and keeps its time
 *
 * @param now - time of the transition, if this is one
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
      old?.status === condition.status ? old.lastTransitionTime : stamp(now),
  };
  return old
    ? list.map(existing => (existing === old ? next : existing))
    : [...list, next];
}

/** Whether two lists of conditions say the same, apart from their order and times. */
export function sameConditions(
  a: readonly Condition[] | undefined,
  b: readonly Condition[] | undefined,
): boolean {
  return (
    (a?.length ?? 0) === (b?.length ?? 0) &&
    (a ?? []).every(one => {
      const other = getCondition(b, one.type);
      return (
        other?.status === one.status &&
        other.reason === one.reason &&
        other.message === one.message &&
        other.observedGeneration === one.observedGeneration
      );
    })
  );
}
