import type { Release } from '@promenade/openchoreo-model';
import { jsonAt } from '../../runtime/json';
import type { RenderResult } from '../render-result';
import type { Isolation } from './isolation';
import { setUserWorkloadLabel } from './set-user-workload-label';

type Resources = NonNullable<Release['spec']['resources']>;

/** Identity of the policy that a binding has in its Release. */
export function policyId(binding: string): string {
  return `${binding}-netpol`;
}

/**
 * What runs and cannot be replaced for now, kept apart as its cell asks for by now: else its old policy would refuse
 * traffic in a cell that refuses nothing any more, or it would have none in one that refuses what no policy knows.
 *
 * @param desired - what the binding comes to, where that can be applied again
 * @returns undefined where it is kept apart in that way already: then its policy, too, stays as it was
 */
export function replaceNetworkPolicy(
  running: Resources,
  desired: RenderResult['resources'],
  binding: string,
  { mode }: Pick<Isolation, 'mode'>,
): Resources | undefined {
  const isPolicy = ({ id }: { readonly id: string }) =>
    id === policyId(binding);
  const former = running.find(isPolicy);
  const policy = desired.find(isPolicy);
  const others = running
    .filter(resource => !isPolicy(resource))
    .map(({ id, object }) => ({
      id,
      object: setUserWorkloadLabel(object, mode === 'Enforced'),
    }));
  if (mode === 'Off') {
    return former && others;
  }
  return policy && policyMode(policy.object) !== policyMode(former?.object)
    ? [{ id: policy.id, object: { ...policy.object } }, ...others]
    : undefined;
}

/** How a policy keeps pods apart: by its kind, and by whether it refuses anything. */
function policyMode(policy: unknown): string {
  return [
    jsonAt(policy, 'kind'),
    jsonAt(policy, 'spec', 'enableDefaultDeny', 'ingress'),
  ].join(' ');
}
