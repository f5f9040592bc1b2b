import type { RESTPolicy } from '@promenade/openchoreo-model';
import { invalid, type Problem } from '../../problem';

type CircuitBreaker = NonNullable<RESTPolicy['circuitBreaker']>;

/** Limits beyond which requests are rejected, named as in Envoy Gateway. */
export type CircuitBreakerLimits = {
  readonly [limit in Exclude<keyof CircuitBreaker, 'enabled'>]?: number;
};

/** Resolves the limits of a circuit breaker; none where it is absent or not enabled. */
export function resolveCircuitBreaker(
  breaker: CircuitBreaker | undefined,
  field: string,
): { limits?: CircuitBreakerLimits; problems: Problem[] } {
  if (!breaker?.enabled) return { problems: [] };
  const limits: CircuitBreakerLimits = {
    maxConnections: breaker.maxConnections,
    maxPendingRequests: breaker.maxPendingRequests,
    maxParallelRequests: breaker.maxParallelRequests,
    maxParallelRetries: breaker.maxParallelRetries,
  };
  return {
    limits,
    problems: Object.entries(limits)
      .filter(isNegative)
      .map(([name]) => negativeLimit(`${field}.${name}`)),
  };
}

/** Whether a limit is negative. */
export function isNegative([, value]: [string, unknown]): boolean {
  return typeof value === 'number' && value < 0;
}

/** The problem of a negative limit. */
export function negativeLimit(field: string): Problem {
  return invalid(field, 'a limit cannot be negative; use 0 or more');
}
