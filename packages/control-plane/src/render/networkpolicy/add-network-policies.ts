import { canAuthenticate } from '../../core/effective-binding/connections/mutual-authentication';
import { EffectiveBinding } from '../../core/effective-binding/effective-binding';
import type { ActiveIsolation } from '../../core/isolation/isolation';
import { policyId } from '../../core/isolation/replace-network-policy';
import { setUserWorkloadLabel } from '../../core/isolation/set-user-workload-label';
import { RenderResult } from '../../core/render-result';
import { componentPolicy, type ComponentPolicyInput } from './component-policy';
import { addMutualAuthentication } from './mutual-authentication';
import { renderPolicy } from './providers/render-policy';

/** Adds the network policies of a binding: mutual authentication where a connection requires it, isolation where the project does. */
export function addNetworkPolicies(
  rendered: RenderResult,
  effective: EffectiveBinding,
): RenderResult {
  const { binding, target, hosts, isolation, consumers } = effective;
  const input = {
    target,
    workload: binding.spec.workloadSpec,
    apis: binding.spec.apis,
    hosts,
    connections: effective.connections.resolved,
    consumers,
  };
  const authenticated = canAuthenticate(effective.dataPlane)
    ? addMutualAuthentication(rendered, {
        ...input,
        endpoints: rendered.endpoints,
      })
    : rendered;
  return isolation.mode === 'Off'
    ? authenticated
    : addIsolationPolicy(authenticated, input, isolation);
}

/** Input of the isolation policy, besides what was rendered of the binding. */
type IsolationPolicyInput = Omit<
  ComponentPolicyInput,
  'resources' | 'endpoints'
>;

/**
 * Adds the network policy of a binding in an isolated cell, before all other resources.
 * Where isolation is enforced, the pods get the label by which OpenChoreo's own data plane selects user workloads. In audit
 * mode they do not, because the policies of that data plane deny undeclared traffic.
 */
function addIsolationPolicy(
  { resources, endpoints, problems }: RenderResult,
  input: IsolationPolicyInput,
  isolation: ActiveIsolation,
): RenderResult {
  const { target } = input;
  const derived = componentPolicy({ ...input, resources, endpoints });
  const { name, namespace, labels } = target;
  const rendered = renderPolicy(
    derived.policy,
    { name, namespace, labels },
    isolation,
  );
  return {
    resources: [
      { id: policyId(target.binding), object: rendered.object },
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
