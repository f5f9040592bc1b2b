import type { WorkloadConnection } from '@promenade/openchoreo-model';
import { resolveCircuitBreaker } from '../apis/circuit-breaker';
import { parseGoDuration } from '../../../runtime/go-duration';
import { invalid, type Problem } from '../../problem';

type ConnectionPolicy = NonNullable<WorkloadConnection['policy']>;

/** What a proxy is to do for a connection. Times are in seconds. */
export interface PolicySettings {
  readonly timeout?: number;
  readonly retries?: { readonly attempts: number; readonly backoff?: number };
  /** Limits past which requests are refused. */
  readonly limits?: ReturnType<typeof resolveCircuitBreaker>['limits'];
}

/** Reads the policy of a connection; nothing where it asks for nothing. */
export function parsePolicySettings(
  { timeout, retries, circuitBreaker }: ConnectionPolicy = {},
  field: string,
): { settings?: PolicySettings; problems: Problem[] } {
  const problems: Problem[] = [];
  const seconds = (text: string | undefined, at: string) => {
    const read = text === undefined ? undefined : parseGoDuration(text);
    if (text !== undefined && !(read !== undefined && read > 0)) {
      problems.push(
        invalid(
          `${field}.${at}`,
          `"${text}" is no length of time; write it like 500ms, 5s or 1m30s`,
        ),
      );
    }
    return read;
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
  const asks = Object.values(settings).some(value => value !== undefined);
  return problems.length === 0 && asks ? { settings, problems } : { problems };
}
