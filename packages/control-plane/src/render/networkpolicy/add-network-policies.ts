import { canAuthenticate } from '../../core/effective-binding/connections/mutual-authentication';
import { EffectiveBinding } from '../../core/effective-binding/effective-binding';
import type { ActiveIsolation } from '../../core/isolation/isolation';
import { policyId } from '../../core/isolation/replace-network-policy';
import { setUserWorkloadLabel } from '../../core/isolation/set-user-workload-label';
import { RenderResult } from '../../core/render-result';
import { componentPolicy, type ComponentPolicyInput } from './component-policy';
import { addMutualAuthentication } from './mutual-authentication';
import type { RoutedRelease } from './gateway-rules';
import { renderPolicy } from './providers/render-policy';

/** The routes to the pods of a binding. */
export interface Routes {
  /** Resources with the routes among them. */
  readonly resources: RenderResult['resources'];
  /** The release that they are rendered from. */
  readonly routed: RoutedRelease;
}

/**
 * Adds the network policies of a binding: mutual authentication where a connection requires it, isolation where the project does.
 *
 * @param routes - the routes to a canary, which are not among its own resources
 */
export function addNetworkPolicies(
  rendered: RenderResult,
  effective: EffectiveBinding,
  routes?: Routes,
): RenderResult {
  const { binding, target, hosts, isolation, consumers } = effective;
  const input = {
    target,
    workload: binding.spec.workloadSpec,
    apis: binding.spec.apis,
    hosts,
    connections: effective.connections.resolved,
    consumers,
    resources: rendered.resources,
    ...routes,
    endpoints: rendered.endpoints,
  };
  const authenticated = canAuthenticate(effective.dataPlane)
    ? addMutualAuthentication(rendered, input)
    : rendered;
  return isolation.mode === 'Off'
    ? authenticated
    : addIsolationPolicy(authenticated, input, isolation);
}

/**
 * Adds the network policy of a binding in an isolated cell, before all other resources.
 * Where isolation is enforced, the pods get the label by which OpenChoreo's own data plane selects user workloads. In audit
 * mode they do not, because the policies of that data plane deny undeclared traffic.
 */
function addIsolationPolicy(
  { resources, endpoints, problems }: RenderResult,
  input: ComponentPolicyInput,
  isolation: ActiveIsolation,
): RenderResult {
  const { target } = input;
  const derived = componentPolicy(input);
  const { name, namespace, labels } = target;
  const rendered = renderPolicy(
    derived.policy,
    { name, namespace, labels },
    isolation,
  );
  return {
    resources: [
      { id: policyId(target.binding, target.suffix), object: rendered.object },
      ...(isolation.mode === 'Enforced'
        ? resources.map(({ id, object }) => ({
            id,
            object: setUserWorkloadLabel(object, true),
          }))
        : resources),
    ],
    endpoints,
    problems: [...problems, ...derived.problems, ...rendered.problems],
  };
}
