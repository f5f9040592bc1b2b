import type { ActiveIsolation } from '../../../core/isolation/isolation';
import type { TrafficPolicy } from '../traffic';
import { renderCiliumNetworkPolicy } from './cilium-network-policy';
import { renderNetworkPolicy } from './network-policy';
import type { PolicyMetadata, RenderedPolicy } from './policy-object';

/** Renders a policy for the provider of the data plane. */
export function renderPolicy(
  policy: TrafficPolicy,
  metadata: PolicyMetadata,
  { mode, provider }: ActiveIsolation,
): RenderedPolicy {
  return provider === 'cilium'
    ? renderCiliumNetworkPolicy(policy, metadata, {
        enforced: mode === 'Enforced',
      })
    : renderNetworkPolicy(policy, metadata);
}
