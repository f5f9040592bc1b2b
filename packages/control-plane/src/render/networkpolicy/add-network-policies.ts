import { Binding } from '../../core/binding/binding';
import { Consumer } from '../../core/effective-binding/connections/peer';
import { Hosts } from '../../core/effective-binding/hosts';
import { RenderResult } from '../../core/render-result';
import { renderTarget } from '../../core/effective-binding/target';
import { ResolvedConnection } from '../../core/effective-binding/connections/resolved-connection';
import { Read } from '../../runtime/read';
import { findIsolation } from '../../core/isolation/find-isolation';
import { addMutualAuthentication } from './mutual-authentication';
import { componentPolicy, type ComponentPolicyInput } from './component-policy';
import type { ActiveIsolation } from '../../core/isolation/isolation';
import { policyId } from '../../core/isolation/replace-network-policy';
import { setUserWorkloadLabel } from '../../core/isolation/set-user-workload-label';
import { renderPolicy } from './providers/render-policy';

/** What a binding is connected to, in both directions. */
export interface NetworkPolicyInput {
  readonly connections: readonly ResolvedConnection[];
  readonly consumers: readonly Consumer[];
  /** Whether the data plane can have pods prove who they are. */
  readonly canAuthenticate: boolean;
}

/** What a binding comes to, with the proofs that its connections require, and the policy of its cell where the project asks for one. */
export function addNetworkPolicies(
  rendered: RenderResult,
  binding: Binding,
  hosts: Hosts,
  connected: NetworkPolicyInput,
  read: Read,
): RenderResult {
  const { metadata, spec } = binding;
  const isolation = findIsolation(
    read,
    metadata.namespace ?? '',
    spec.owner.projectName,
    spec.environment,
  );
  const input = {
    target: renderTarget(binding),
    workload: spec.workloadSpec,
    apis: spec.apis,
    hosts,
    ...connected,
  };
  const authenticated = connected.canAuthenticate
    ? addMutualAuthentication(rendered, {
        ...input,
        endpoints: rendered.endpoints,
      })
    : rendered;
  return isolation.mode === 'Off'
    ? authenticated
    : addIsolationPolicy(authenticated, input, isolation);
}

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
