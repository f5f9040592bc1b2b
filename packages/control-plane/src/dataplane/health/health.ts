import type { HealthStatus } from '@promenade/openchoreo-model';
import { jsonAt } from '../../runtime/json';

/** Judges one kind of object by what the data plane says of it. The first rule that fits decides. */
export type HealthRule = (live: object) => HealthStatus;

/** A number at a path, or `fallback` where there is none. */
export function numberAt(
  live: object,
  path: readonly string[],
  fallback = 0,
): number {
  const value = jsonAt(live, ...path);
  return typeof value === 'number' ? value : fallback;
}

/** A text at a path, if there is one. */
export function textAt(
  live: object,
  ...path: readonly string[]
): string | undefined {
  const value = jsonAt(live, ...path);
  return typeof value === 'string' ? value : undefined;
}

/** The objects of the list at a path; none where there is no list. */
export function objectsAt(live: object, ...path: readonly string[]): object[] {
  const value = jsonAt(live, ...path);
  return Array.isArray(value)
    ? value.filter(item => typeof item === 'object' && item !== null)
    : [];
}

/** A condition as its object reports it. */
export interface LiveCondition {
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
  readonly observedGeneration?: number;
}

/** The conditions of the list at a path, `status.conditions` unless told otherwise. */
export function conditionsAt(
  live: object,
  ...path: readonly string[]
): LiveCondition[] {
  const list = objectsAt(
    live,
    ...(path.length > 0 ? path : ['status', 'conditions']),
  );
  return list.map(condition => ({
    type: textAt(condition, 'type') ?? '',
    status: textAt(condition, 'status') ?? 'Unknown',
    reason: textAt(condition, 'reason'),
    observedGeneration:
      numberAt(condition, ['observedGeneration'], -1) < 0
        ? undefined
        : numberAt(condition, ['observedGeneration']),
  }));
}

/** The condition of a type, if the object has it. */
export function conditionAt(
  live: object,
  type: string,
): LiveCondition | undefined {
  return conditionsAt(live).find(condition => condition.type === type);
}

/** Whether the controller of the object has not yet looked at its present generation. */
export function isStale(live: object): boolean {
  return (
    numberAt(live, ['status', 'observedGeneration']) <
    numberAt(live, ['metadata', 'generation'])
  );
}

/** Whether a condition is about the present generation of its object, or does not say of which it is. */
export function isOfNow(
  live: object,
  { observedGeneration }: LiveCondition,
): boolean {
  return (
    observedGeneration === undefined ||
    observedGeneration >= numberAt(live, ['metadata', 'generation'])
  );
}
