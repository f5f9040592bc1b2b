import type { WorkloadConnection } from '@promenade/openchoreo-model';
import { parseGoDuration } from '../../../runtime/go-duration';
import { invalid, warning, type Problem } from '../../problem';
import { resolveCircuitBreaker } from '../apis/circuit-breaker';

/** The longest duration of the Gateway API, which has at most five digits before a unit. */
const maxSeconds = 99_999 * 3600;

type ConnectionPolicy = NonNullable<WorkloadConnection['policy']>;

/** Settings of the policy of a connection. Durations are in seconds. */
export interface PolicySettings {
  readonly timeout?: number;
  readonly retries?: { readonly attempts: number; readonly backoff?: number };
  /** Limits beyond which requests are rejected. */
  readonly limits?: ReturnType<typeof resolveCircuitBreaker>['limits'];
}

/** Parses the policy of a connection; no settings where it sets none or is invalid. */
export function parsePolicySettings(
  { timeout, retries, circuitBreaker }: ConnectionPolicy = {},
  field: string,
): { settings?: PolicySettings; problems: Problem[] } {
  const problems: Problem[] = [];
  const seconds = (text: string | undefined, at: string) => {
    const read = text === undefined ? undefined : parseGoDuration(text);
    if (text === undefined) return undefined;
    if (read === undefined || read <= 0 || read > maxSeconds) {
      problems.push(
        invalid(
          `${field}.${at}`,
          `"${text}" is not a duration${
            read && read > 0 ? ' that proxies support' : ''
          }; write it like 500ms, 5s or 1m30s`,
        ),
      );
      return undefined;
    }
    const milliseconds = Math.max(1, Math.round(read * 1000));
    if (milliseconds !== read * 1000) {
      problems.push(
        warning(
          `${field}.${at}`,
          `"${text}" is rounded to ${milliseconds}ms, because proxies count milliseconds; write it like 500ms, 5s or 1m30s`,
        ),
      );
    }
    return milliseconds / 1000;
  };
  const breaker = resolveCircuitBreaker(
    circuitBreaker,
    `${field}.circuitBreaker`,
  );
  const settings: PolicySettings = {
    timeout: seconds(timeout, 'timeout'),
    retries: retries && {
      attempts: retries.attempts,
      backoff: seconds(retries.backoff, 'retries.backoff'),
    },
    limits: breaker.limits,
  };
  problems.push(...breaker.problems);
  const isSet = Object.values(settings).some(value => value !== undefined);
  const isInvalid = problems.some(({ severity }) => severity === 'Error');
  return isSet && !isInvalid ? { settings, problems } : { problems };
}
