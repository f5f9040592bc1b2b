import type { PolicySettings } from '../../core/effective-binding/connections/policy-settings';
import type { JsonObject } from '../../runtime/json';

/** Renders the policy of a connection as settings of an Envoy Gateway BackendTrafficPolicy. */
export function renderTrafficSettings({
  timeout,
  retries,
  limits,
}: PolicySettings): JsonObject {
  return {
    timeout:
      timeout === undefined
        ? undefined
        : { http: { requestTimeout: gatewayDuration(timeout) } },
    retry: retries && {
      numRetries: retries.attempts,
      perRetry:
        retries.backoff === undefined
          ? undefined
          : { backOff: { baseInterval: gatewayDuration(retries.backoff) } },
    },
    circuitBreaker: limits && { ...limits },
  };
}

/** Formats a duration as the Gateway API does: integers of at most five digits. */
function gatewayDuration(seconds: number): string {
  const milliseconds = Math.max(1, Math.round(seconds * 1000));
  const parts = [
    [Math.floor(milliseconds / 3_600_000), 'h'],
    [Math.floor(milliseconds / 60_000) % 60, 'm'],
    [Math.floor(milliseconds / 1000) % 60, 's'],
    [milliseconds % 1000, 'ms'],
  ] as const;
  return parts
    .filter(([amount]) => amount > 0)
    .map(([amount, unit]) => `${amount}${unit}`)
    .join('');
}
