import type { RESTPolicy } from '@promenade/openchoreo-model';
import type { Exposure } from '../../core/effective-binding/apis/exposure';
import type { RenderTarget } from '../../core/effective-binding/target';
import { invalid } from '../../core/problem';
import { renderApiRoute } from './api-route';
import { routeName } from './names';
import { renderBackendTrafficPolicy } from './policies/backend-traffic-policy';
import type { ExposureInput, RenderedExposure } from './render-exposure';

/** Policies that apply to HTTP requests, not to plain connections. */
const requestPolicies = [
  'authentication',
  'cors',
  'mediation',
  'rateLimit',
  'security',
] as const satisfies readonly (keyof RESTPolicy)[];

/**
 * Renders a TCP or UDP API at a gateway. A policy that needs HTTP requests is a problem, and then there is no route.
 */
export function renderStream(
  target: RenderTarget,
  exposure: Exposure,
  { policy: asked, field, hosts, apiProblems }: ExposureInput,
): RenderedExposure {
  const policy = asked ?? {};
  const problems = [
    ...apiProblems,
    ...requestPolicies
      .filter(member => policy[member])
      .map(member =>
        invalid(
          `${field}.${member}`,
          `a gateway does not support this for ${exposure.protocol}; use an APIClass without ${member} for API "${exposure.api}"`,
        ),
      ),
    ...(exposure.backend.external
      ? [
          invalid(
            `${exposure.field}.tcp.backend.target`,
            `an API of type ${exposure.protocol} cannot proxy a URL; remove the target`,
          ),
        ]
      : []),
  ];
  if (problems.length > 0) {
    return {
      problems,
      routes: [],
      securityPolicies: [],
      trafficPolicies: [],
    };
  }
  const limits = policy.circuitBreaker?.enabled
    ? renderBackendTrafficPolicy(target, exposure, policy, field, [
        routeName(target, exposure),
      ])
    : { problems };
  return {
    problems: limits.problems,
    routes: [renderApiRoute(target, exposure, hosts, { filters: [] })],
    securityPolicies: [],
    trafficPolicies:
      'resource' in limits && limits.resource ? [limits.resource] : [],
  };
}
