import {
  Condition,
  ConditionInput,
  setCondition,
} from '@promenade/openchoreo-model';

/** An object whose status says in conditions what was made of which generation of it. */
export interface Observed {
  metadata: { generation?: number };
  status?: { conditions?: Condition[]; observedGeneration?: number };
}

/** The status of an object with these conditions set, in this order, on the generation that was looked at. */
export function withConditions<T extends Observed>(
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
