import type { HealthStatus } from '@promenade/openchoreo-model';
import { jsonAt } from '../../runtime/json';

/** Computes the health of a live object of one kind. */
export type HealthRule = (live: object) => HealthStatus;

/** Returns the number at a path, or `fallback`. */
export function numberAt(
  live: object,
  path: readonly string[],
  fallback = 0,
): number {
  const value = jsonAt(live, ...path);
  return typeof value === 'number' ? value : fallback;
}

/** Returns the string at a path, if there is one. */
export function textAt(
  live: object,
  ...path: readonly string[]
): string | undefined {
  const value = jsonAt(live, ...path);
  return typeof value === 'string' ? value : undefined;
}

/** Returns the objects of the list at a path; empty if there is no list. */
export function objectsAt(live: object, ...path: readonly string[]): object[] {
  const value = jsonAt(live, ...path);
  return Array.isArray(value)
    ? value.filter(item => typeof item === 'object' && item !== null)
    : [];
}

/** A condition in the status of a live object. */
export interface LiveCondition {
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
  readonly observedGeneration?: number;
}

/** Returns the conditions at a path, by default `status.conditions`. */
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

/** Returns the condition of a type in `status.conditions`. */
export function conditionAt(
  live: object,
  type: string,
): LiveCondition | undefined {
  return conditionsAt(live).find(condition => condition.type === type);
}

/** Whether the controller of the object has not observed its current generation yet. */
export function isStale(live: object): boolean {
  return (
    numberAt(live, ['status', 'observedGeneration']) <
    numberAt(live, ['metadata', 'generation'])
  );
}

/** Whether a condition is about the current generation of its object, or names no generation. */
export function isCurrent(
  live: object,
  { observedGeneration }: LiveCondition,
): boolean {
  return (
    observedGeneration === undefined ||
    observedGeneration >= numberAt(live, ['metadata', 'generation'])
  );
}
