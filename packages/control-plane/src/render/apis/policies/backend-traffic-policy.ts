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
import { invalid, warning, type Problem } from '../../../core/problem';
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
  const window = rateLimit && rateLimitWindow(rateLimit.window);
  const breaker = resolveCircuitBreaker(
    circuitBreaker,
    `${field}.circuitBreaker`,
  );
  const problems = [
    ...(rateLimit
      ? validateWindow(rateLimit, window, `${field}.rateLimit.window`)
      : []),
    ...Object.entries({ requests: rateLimit?.requests })
      .filter(isNegative)
      .map(([name]) => negativeLimit(`${field}.rateLimit.${name}`)),
    ...breaker.problems,
  ];
  if (problems.some(({ severity }) => severity === 'Error')) {
    return { problems };
  }
  return {
    problems,
    resource: namedResource({
      apiVersion: 'gateway.envoyproxy.io/v1alpha1',
      kind: 'BackendTrafficPolicy',
      metadata: objectMeta(target, exposureName(target, exposure, 'btp')),
      spec: {
        targetRefs: targetRefs(exposure, ...routes),
        rateLimit: rateLimit && {
          type: 'Local',
          local: {
            rules: [
              {
                limit: { requests: rateLimit.requests, unit: window?.unit },
              },
            ],
          },
        },
        circuitBreaker: breaker.limits,
      },
    }),
  };
}

/** A window that gateways support. */
interface Window {
  readonly seconds: number;
  readonly unit: 'Second' | 'Minute' | 'Hour';
  /** The window as a Go duration. */
  readonly duration: string;
}

const windows: readonly Window[] = [
  { seconds: 1, unit: 'Second', duration: '1s' },
  { seconds: 60, unit: 'Minute', duration: '1m' },
  { seconds: 3600, unit: 'Hour', duration: '1h' },
];

/**
 * The gateway counts per second, minute or hour. As in OpenChoreo v0.3.2, a window is rounded up to the next of these, a
 * longer one down to an hour, and the request count is unchanged.
 */
function rateLimitWindow(text: string): Window | undefined {
  const seconds = parseGoDuration(text);
  return seconds === undefined
    ? undefined
    : windows.find(window => seconds <= window.seconds) ?? windows.at(-1);
}

function validateWindow(
  { requests, window: text }: NonNullable<RESTPolicy['rateLimit']>,
  window: Window | undefined,
  field: string,
): Problem[] {
  const seconds = parseGoDuration(text) ?? 0;
  if (!window) {
    return [
      invalid(field, `"${text}" is not a duration; write it like 1s, 1m or 1h`),
    ];
  }
  if (seconds === window.seconds) return [];
  const direction = seconds < window.seconds ? 'up' : 'down';
  return [
    warning(
      field,
      `"${text}" is rounded ${direction} to ${
        window.duration
      }, because gateways count per second, minute or hour: ${requests} requests per ${window.unit.toLowerCase()} are allowed; write 1s, 1m or 1h`,
    ),
  ];
}
