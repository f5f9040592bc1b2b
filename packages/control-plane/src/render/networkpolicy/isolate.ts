import type { RenderResult } from '../../core/render-result';
import { componentPolicy, type ComponentPolicyInput } from './component-policy';
import type { ActiveIsolation } from '../../core/isolation/isolation';
import { policyId } from '../../core/isolation/replace-network-policy';
import { setUserWorkloadLabel } from '../../core/isolation/set-user-workload-label';
import { renderPolicy } from './providers/render-policy';

/** All that a binding is isolated with; the resources are those that were rendered of it. */
export type IsolationPolicyInput = Omit<
  ComponentPolicyInput,
  'resources' | 'endpoints'
>;

/**
 * What a binding comes to in a cell that is isolated: its policy first, then all that it comes to anyway.
 * Where the isolation is enforced its pods are marked as user workloads, which OpenChoreo's own data plane selects by.
 * Under audit they are not: to be selected there is to be refused what nobody declared.
 */
export function addIsolationPolicy(
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
