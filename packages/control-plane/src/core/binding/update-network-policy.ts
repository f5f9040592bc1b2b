import type { Release } from '@promenade/openchoreo-model';
import type { Write } from '../../runtime/write';
import type { Isolation } from '../isolation/isolation';
import { replaceNetworkPolicy } from '../isolation/replace-network-policy';
import type { ReleaseResource } from '../manifest';
import type { Outcome } from './outcome';
import { writeRelease } from './write-release';

/**
 * Updates only the network policy of a Release whose new rendering is invalid, so that a change of the cell's isolation mode
 * still takes effect.
 *
 * @param rendered - the new rendering; only its network policies are used
 * @param outcome - outcome of the reconcile, returned unless the write fails
 * @param kept - the resources of the Release to keep; all by default
 */
export async function updateNetworkPolicy(
  release: Release,
  binding: { readonly name: string; readonly isolation: Isolation },
  rendered: readonly ReleaseResource[],
  outcome: Outcome,
  write: Write,
  kept?: NonNullable<Release['spec']['resources']>,
): Promise<Outcome> {
  const { spec } = release;
  const resources =
    replaceNetworkPolicy(
      kept ?? spec.resources ?? [],
      rendered,
      binding.name,
      binding.isolation,
    ) ?? kept;
  return resources
    ? writeRelease(
        release,
        { ...release, spec: { ...spec, resources } },
        () => outcome,
        write,
      )
    : outcome;
}
