import type { RESTPolicy } from '@promenade/openchoreo-model';
import type { Exposure } from '../../core/effective-binding/apis/exposure';
import type { Hosts } from '../../core/effective-binding/hosts';
import type { RenderTarget } from '../../core/effective-binding/target';
import type { ReleaseResource } from '../../core/manifest';
import type { Problem } from '../../core/problem';
import { renderApiRoute, type RouteSettings } from './api-route';
import { renderExternalBackend } from './external-backend';
import { exposureName, operationName, routeName } from './names';
import {
  operationRouteName,
  renderOperation,
  validateOperations,
} from './operation-routes';
import { renderBackendTrafficPolicy } from './policies/backend-traffic-policy';
import { renderCors, validateCors } from './policies/cors';
import { renderMediationFilters } from './policies/mediation';
import { validateMinTlsVersion } from './policies/min-tls-version';
import {
  denyAll,
  renderAccessControl,
  renderSecurityPolicy,
} from './policies/security-policy';

/** The objects of one API at one gateway, by their position in a Release. */
export interface RenderedExposure {
  readonly routes: ReleaseResource[];
  readonly securityPolicies: ReleaseResource[];
  readonly trafficPolicies: ReleaseResource[];
  readonly problems: Problem[];
}

/** Input of {@link renderExposure}. */
export interface ExposureInput {
  /** Undefined where the class has no policy at this level. */
  readonly policy: RESTPolicy | undefined;
  /** Path of the policy, for problems. */
  readonly field: string;
  readonly hosts: Hosts;
  /** Problems of the API; with any of them every route denies all requests. */
  readonly apiProblems: readonly Problem[];
}

/** Port of the TLS listener of the gateways; the only listener in the charts of OpenChoreo. */
const tlsListenerPort = 443;

/**
 * Renders the route of an API at a gateway, and its policies. Each operation gets a route and a SecurityPolicy of its
 * own, and then the route of the API denies all requests except CORS preflights.
 *
 * With an error in its policy, every route of the API denies all requests. An API without a policy gets no policy
 * objects, as in OpenChoreo v0.3.2.
 */
export function renderExposure(
  target: RenderTarget,
  exposure: Exposure,
  { policy: asked, field, hosts, apiProblems }: ExposureInput,
): RenderedExposure {
  const policy = asked ?? {};
  const accessFor = (scopes: readonly string[], scopesField: string) =>
    renderAccessControl(policy, {
      field,
      scopes,
      scopesField,
      remoteJwks: hosts.remoteJwks,
    });
  const operations = exposure.operations.map((operation, index) => ({
    operation,
    ...accessFor(
      operation.scopes ?? [],
      `${exposure.field}.rest.operations[${index}].scopes`,
    ),
  }));
  const whole = accessFor([], '');
  const { filters, problems: mediationProblems } = renderMediationFilters(
    policy,
    field,
  );
  const own = routeName(target, exposure);
  const traffic = renderBackendTrafficPolicy(target, exposure, policy, field, [
    own,
    ...exposure.operations.map(operation =>
      operationRouteName(target, exposure, operation),
    ),
  ]);
  const problems = removeDuplicates([
    ...apiProblems,
    ...whole.problems,
    ...operations.flatMap(operation => operation.problems),
    ...validateCors(policy, field),
    ...mediationProblems,
    ...validateMinTlsVersion(policy, hosts.minTlsVersion, field),
    ...validateOperations(exposure),
    ...traffic.problems,
  ]);
  const failed = problems.some(({ severity }) => severity === 'Error');
  const settings: RouteSettings = {
    filters: failed ? [] : filters,
    listenerPort: policy.security?.requireTLS ? tlsListenerPort : undefined,
  };
  const onlyOperations = operations.length > 0;
  const policyOf = (
    name: string,
    route: string,
    { access }: Pick<typeof whole, 'access'>,
  ) =>
    renderSecurityPolicy(target, exposure, {
      name,
      route,
      cors: failed ? undefined : renderCors(policy),
      access: failed ? denyAll : access,
    });
  const rendered = failed ? [] : operations;
  const isPlain = !asked && !failed && !onlyOperations;
  return {
    problems,
    routes: [
      ...renderExternalBackend(target, exposure),
      renderApiRoute(target, exposure, hosts, settings),
      ...rendered.flatMap(({ operation }) => {
        const { route, filter } = renderOperation(
          target,
          exposure,
          operation,
          hosts,
          settings,
        );
        return [filter, route];
      }),
    ],
    securityPolicies: [
      ...(isPlain
        ? []
        : [
            policyOf(
              exposureName(target, exposure),
              own,
              onlyOperations ? { access: denyAll } : whole,
            ),
          ]),
      ...rendered.map(({ operation, access }) =>
        policyOf(
          operationName(target, exposure, operation),
          operationRouteName(target, exposure, operation),
          { access },
        ),
      ),
    ],
    trafficPolicies: asked && traffic.resource ? [traffic.resource] : [],
  };
}

/** Every operation repeats the problems of the whole policy; each is reported once. */
function removeDuplicates(problems: readonly Problem[]): Problem[] {
  return problems.filter(
    ({ field, message }, index) =>
      problems.findIndex(
        other => other.field === field && other.message === message,
      ) === index,
  );
}
