import type { RESTPolicy } from '@promenade/openchoreo-model';
import type { JsonObject } from '../../json';
import { parseGoDuration } from '../go/duration';
import { namedResource, type ReleaseResource } from '../manifest';
import { invalid, type Problem } from '../problem';
import { objectMeta, type RenderTarget } from '../target';
import type { Exposure } from './exposure';
import { exposureName, targetRefs } from './target-ref';

/**
 * The Envoy Gateway BackendTrafficPolicy of an API at a level: rate limit and
 * circuit breaker. There is one even when it asks for nothing, and none when
 * what it asks for cannot be said.
 *
 * @param field - path of the policy, for problems
 * @param routes - names of the routes that it holds for
 */
export function renderBackendTrafficPolicy(
  target: RenderTarget,
  exposure: Exposure,
  policy: RESTPolicy,
  field: string,
  routes: readonly string[],
): { resource?: ReleaseResource; problems: Problem[] } {
  const { rateLimit, circuitBreaker } = policy;
  const unit = rateLimit && rateLimitUnit(rateLimit.window);
  const limits = circuitBreaker?.enabled ? limitsOf(circuitBreaker) : undefined;
  const problems = [
    ...(rateLimit && !unit
      ? [
          invalid(
            `${field}.rateLimit.window`,
            `"${rateLimit.window}" is no length of time; write it like 1s, 1m or 1h`,
          ),
        ]
      : []),
    ...Object.entries({ requests: rateLimit?.requests })
      .filter(isNegative)
      .map(([name]) => negative(`${field}.rateLimit.${name}`)),
    ...Object.entries(limits ?? {})
      .filter(isNegative)
      .map(([name]) => negative(`${field}.circuitBreaker.${name}`)),
  ];
  if (problems.length > 0) return { problems };
  return {
    problems: [],
    resource: namedResource({
      apiVersion: 'gateway.envoyproxy.io/v1alpha1',
      kind: 'BackendTrafficPolicy',
      metadata: objectMeta(target, exposureName(target, exposure, 'btp')),
      spec: {
        targetRefs: targetRefs(exposure, ...routes),
        rateLimit: rateLimit && {
          type: 'Local',
          local: {
            rules: [{ limit: { requests: rateLimit.requests, unit } }],
          },
        },
        circuitBreaker: limits,
      },
    }),
  };
}

/** The gateway counts per second, minute or hour; OpenChoreo v0.3.2 takes the next longer one and leaves the count as it is. */
function rateLimitUnit(window: string): string | undefined {
  const seconds = parseGoDuration(window);
  if (seconds === undefined || seconds <= 0) return undefined;
  if (seconds <= 1) return 'Second';
  return seconds <= 60 ? 'Minute' : 'Hour';
}

function isNegative([, value]: [string, unknown]): boolean {
  return typeof value === 'number' && value < 0;
}

function negative(field: string): Problem {
  return invalid(field, 'a limit below 0 is none; give 0 or more');
}

function limitsOf(
  breaker: NonNullable<RESTPolicy['circuitBreaker']>,
): JsonObject {
  return {
    maxConnections: breaker.maxConnections,
    maxPendingRequests: breaker.maxPendingRequests,
    maxParallelRequests: breaker.maxParallelRequests,
    maxParallelRetries: breaker.maxParallelRetries,
  };
}
