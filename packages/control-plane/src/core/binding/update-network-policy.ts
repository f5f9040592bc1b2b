import type { Release } from '@promenade/openchoreo-model';
import type { Write } from '../../runtime/write';
import type { Isolation } from '../isolation/isolation';
import { replaceNetworkPolicy } from '../isolation/replace-network-policy';
import type { RenderResult } from '../render-result';
import type { Outcome } from './outcome';
import { writeRelease } from './write-release';

/**
 * Updates only the network policy of a Release whose new rendering is invalid, so that a change of the cell's isolation mode
 * still takes effect.
 *
 * @param rendered - the new rendering; only its network policy is used
 * @param outcome - outcome of the reconcile, returned unless the write fails
 */
export async function updateNetworkPolicy(
  release: Release,
  binding: { readonly name: string; readonly isolation: Isolation },
  rendered: RenderResult['resources'],
  outcome: Outcome,
  write: Write,
): Promise<Outcome> {
  const { spec } = release;
  const resources = replaceNetworkPolicy(
    spec.resources ?? [],
    rendered,
    binding.name,
    binding.isolation,
  );
  return resources
    ? writeRelease(
        release,
        { ...release, spec: { ...spec, resources } },
        () => outcome,
        write,
      )
    : outcome;
}
