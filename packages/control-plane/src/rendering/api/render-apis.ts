import type {
  APIClass,
  RESTPolicy,
  ServiceAPI,
} from '@promenade/openchoreo-model';
import { apiPath } from '../api-path';
import type { Hosts } from '../hosts';
import { renderHttpRoute } from '../http-route';
import type { ReleaseResource } from '../manifest';
import { invalid, warning, type Problem } from '../problem';
import type { RenderTarget } from '../target';
import { accessControlOf, closed } from './access-control';
import { renderBackendTrafficPolicy } from './backend-traffic-policy';
import { exposuresOf, type Exposure } from './exposure';
import { restPolicyOf } from './rest-policy';
import { renderSecurityPolicy } from './security-policy';
import { routeName } from './target-ref';

/** What the APIs of a component are rendered from. */
export interface ApisInput {
  readonly apis: { readonly [name: string]: ServiceAPI } | undefined;
  /** The APIClasses that the APIs name, by name. */
  readonly classes: { readonly [name: string]: APIClass };
  readonly hosts: Hosts;
}

/** Routes and policies of the APIs of a component, in the order of a Release. */
export interface RenderedApis {
  readonly resources: ReleaseResource[];
  readonly problems: Problem[];
}

/**
 * Renders a route and its two policies for each REST API at each gateway.
 *
 * An API whose policy cannot be rendered as asked is closed: its route is
 * there, and lets nobody in. Half a protection would look like a whole one.
 */
export function renderApis(
  target: RenderTarget,
  { apis, classes, hosts }: ApisInput,
): RenderedApis {
  const { exposures, problems } = exposuresOf(apis);
  const routes: ReleaseResource[] = [];
  const securityPolicies: ReleaseResource[] = [];
  const trafficPolicies: ReleaseResource[] = [];

  for (const exposure of exposures) {
    routes.push(
      renderHttpRoute(target, {
        name: routeName(target, exposure),
        gateway: hosts.api[exposure.level],
        path: apiPath(target, exposure.basePath),
        rewriteTo: exposure.basePath,
        port: exposure.port,
      }),
    );
    const apiClass = Object.hasOwn(classes, exposure.className)
      ? classes[exposure.className]
      : undefined;
    const field = `APIClass ${exposure.className} spec.restPolicy`;
    const policy = apiClass ? restPolicyOf(apiClass, exposure.level) : {};
    const { access, problems: accessProblems } = accessControlOf(policy, field);
    const traffic = renderBackendTrafficPolicy(target, exposure, policy, field);
    const own = [
      ...(apiClass ? [] : [missingClass(exposure)]),
      ...accessProblems,
      ...traffic.problems,
      ...unsupported(policy, field),
    ];
    const failed = own.some(({ severity }) => severity === 'Error');
    securityPolicies.push(
      renderSecurityPolicy(
        target,
        exposure,
        policy.cors,
        failed ? { ...access, ...closed } : access,
      ),
    );
    if (traffic.resource) trafficPolicies.push(traffic.resource);
    problems.push(...own);
  }
  return {
    resources: [...routes, ...securityPolicies, ...trafficPolicies],
    problems: [...problems, ...collisions(target, exposures)],
  };
}

function missingClass({ api, className }: Exposure): Problem {
  return invalid(
    `spec.apis.${api}.className`,
    `APIClass "${className}" not found; create it or name another`,
  );
}

function unsupported(policy: RESTPolicy, field: string): Problem[] {
  const ignored = [
    ...(policy.security?.requireTLS ? ['security.requireTLS'] : []),
    ...(policy.security?.minTLSVersion ? ['security.minTLSVersion'] : []),
    ...(policy.mediation ? ['mediation'] : []),
  ];
  return ignored.map(member =>
    warning(`${field}.${member}`, 'the setting has no effect yet; remove it'),
  );
}

/** Two APIs at one gateway must not claim one path: the gateway would pick either. */
function collisions(
  target: RenderTarget,
  exposures: readonly Exposure[],
): Problem[] {
  const claimed = new Map<string, string>();
  return exposures.flatMap(({ api, level, basePath }) => {
    const path = apiPath(target, basePath);
    const place = `${level} ${path}`;
    const first = claimed.get(place);
    if (first === undefined) {
      claimed.set(place, api);
      return [];
    }
    return [
      invalid(
        `spec.apis.${api}.rest.backend.basePath`,
        `${path} is already the path of API "${first}" at level ${level}; give one of them another basePath`,
      ),
    ];
  });
}
