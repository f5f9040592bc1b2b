import type { KubeObject } from '@promenade/kube-client';
import type { Release } from '@promenade/openchoreo-model';
import { isolationIn } from '../isolation/isolation-in';
import { keptApartAnew } from '../isolation/kept-apart-anew';
import type { RenderResult } from '../../render/render-result';
import type { Read } from '../../runtime/read';
import type { Write } from '../../runtime/write';
import type { Outcome } from '../../controllers/binding/deploy';
import { keepRelease } from './write-release';

/**
 * Leaves what runs as it is, but for how its cell is kept apart.
 *
 * @param resources - what its binding would come to
 * @param stays - what is said of the binding
 */
export async function keepApart(
  running: Release,
  { metadata }: Pick<KubeObject, 'metadata'>,
  resources: RenderResult['resources'],
  stays: Outcome,
  read: Read,
  write: Write,
): Promise<Outcome> {
  const { spec } = running;
  const kept = keptApartAnew(
    spec.resources ?? [],
    resources,
    metadata.name,
    isolationIn(
      read,
      metadata.namespace ?? '',
      spec.owner.projectName,
      spec.environmentName,
    ),
  );
  return kept
    ? keepRelease(
        running,
        { ...running, spec: { ...spec, resources: kept } },
        () => stays,
        write,
      )
    : stays;
}
