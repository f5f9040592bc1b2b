import { Binding } from '../../core/binding/binding';
import { Consumer } from '../../core/effective-binding/connections/peer';
import { Hosts } from '../../core/effective-binding/hosts';
import { RenderResult } from '../../core/render-result';
import { renderTarget } from '../../core/effective-binding/target';
import { ResolvedConnection } from '../../core/effective-binding/connections/lead';
import { Read } from '../../runtime/read';
import { addIsolationPolicy } from './isolate';
import { findIsolation } from '../../core/isolation/find-isolation';
import { addMutualAuthentication } from './mutual-authentication';

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
