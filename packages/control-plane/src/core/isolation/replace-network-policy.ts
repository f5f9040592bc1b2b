import type { Release } from '@promenade/openchoreo-model';
import { jsonAt } from '../../runtime/json';
import {
  canarySuffix,
  resourceId,
  type RenderTarget,
} from '../effective-binding/target';
import type { ReleaseResource } from '../manifest';
import type { Isolation } from './isolation';
import { setUserWorkloadLabel } from './set-user-workload-label';

type Resources = NonNullable<Release['spec']['resources']>;

/** The id of the network policy of a binding in its Release, or of that of its canary. */
export function policyId(
  binding: string,
  suffix: RenderTarget['suffix'] = '',
): string {
  return resourceId({ binding, suffix }, 'netpol');
}

/**
 * Replaces the network policies in the resources of a Release whose other resources are kept, after a change of the isolation mode.
 * Without it an old policy would deny traffic in a cell that is no longer isolated, or an isolated cell would deny all traffic.
 *
 * @param desired - resources of the new rendering
 * @returns undefined if the policy has the right mode, so that it is kept too
 */
export function replaceNetworkPolicy(
  running: Resources,
  desired: readonly ReleaseResource[],
  binding: string,
  { mode }: Pick<Isolation, 'mode'>,
): Resources | undefined {
  const isPolicy = ({ id }: { readonly id: string }) =>
    id === policyId(binding) || id === policyId(binding, canarySuffix);
  const [currentPolicy] = running.filter(isPolicy);
  const policies = desired.filter(isPolicy);
  const [policy] = policies;
  const others = running
    .filter(resource => !isPolicy(resource))
    .map(({ id, object }) => ({
      id,
      object: setUserWorkloadLabel(object, mode === 'Enforced'),
    }));
  if (mode === 'Off') {
    return currentPolicy && others;
  }
  return policy &&
    policyMode(policy.object) !== policyMode(currentPolicy?.object)
    ? [
        ...policies.map(({ id, object }) => ({ id, object: { ...object } })),
        ...others,
      ]
    : undefined;
}

/** The provider and mode of a policy: its kind, and whether it denies traffic. */
function policyMode(policy: unknown): string {
  return [
    jsonAt(policy, 'kind'),
    jsonAt(policy, 'spec', 'enableDefaultDeny', 'ingress'),
  ].join(' ');
}
