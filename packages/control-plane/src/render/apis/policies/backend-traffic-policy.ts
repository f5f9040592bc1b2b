import type { RESTPolicy } from '@promenade/openchoreo-model';
import {
  isNegative,
  negativeLimit,
  resolveCircuitBreaker,
} from '../../../core/effective-binding/apis/circuit-breaker';
import type { Exposure } from '../../../core/effective-binding/apis/exposure';
import {
  objectMeta,
  type RenderTarget,
} from '../../../core/effective-binding/target';
import { namedResource, type ReleaseResource } from '../../../core/manifest';
import { invalid, type Problem } from '../../../core/problem';
import { parseGoDuration } from '../../../runtime/go-duration';
import { exposureName, targetRefs } from '../names';

/**
 * Renders the Envoy Gateway BackendTrafficPolicy of an API at a level: rate limit and circuit breaker. It exists even
 * without settings; an invalid policy has none.
 *
 * @param field - path of the policy, for problems
 * @param routes - names of the routes that it applies to
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
  const breaker = resolveCircuitBreaker(
    circuitBreaker,
    `${field}.circuitBreaker`,
  );
  const problems = [
    ...(rateLimit && !unit
      ? [
          invalid(
            `${field}.rateLimit.window`,
            `"${rateLimit.window}" is not a duration; write it like 1s, 1m or 1h`,
          ),
        ]
      : []),
    ...Object.entries({ requests: rateLimit?.requests })
      .filter(isNegative)
      .map(([name]) => negativeLimit(`${field}.rateLimit.${name}`)),
    ...breaker.problems,
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
        circuitBreaker: breaker.limits,
      },
    }),
  };
}

/**
 * The gateway counts per second, minute or hour. As in OpenChoreo v0.3.2, a window is rounded up to the next unit (0 to
 * a second) and the request count is unchanged.
 */
function rateLimitUnit(window: string): string | undefined {
  const seconds = parseGoDuration(window);
  if (seconds === undefined) return undefined;
  if (seconds <= 1) return 'Second';
  return seconds <= 60 ? 'Minute' : 'Hour';
}
