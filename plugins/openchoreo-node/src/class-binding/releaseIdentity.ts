import {
  contentHash,
  deployableArtifactKind,
} from '@promenade/openchoreo-model';
import type { ResourceReader } from '../cache/ResourceReader';
import type { Binding } from './bindings';

/** Objects of the cache never change, so that a hash is made once for each version of a binding. */
const hashes = new WeakMap<Binding, string>();

/**
 * The release that a binding deploys: the hash of its content, as the control plane makes it, and the name of the artifact that
 * records it, where there is one. An OpenChoreo that records none still deploys something, and one release is told from another.
 */
export function releaseIdentity(
  reader: ResourceReader,
  binding: Binding,
): { name?: string; hash: string } {
  const { namespace } = binding.metadata;
  const { artifactRef: name } = binding.spec;
  const hash = hashOf(binding);
  const artifact =
    name && reader.get(deployableArtifactKind, { namespace, name });
  // A binding that somebody edited by hand no longer runs what its artifact records.
  return artifact && artifact.spec.contentHash === hash
    ? { name, hash }
    : { hash };
}

function hashOf(binding: Binding): string {
  const known = hashes.get(binding);
  if (known !== undefined) return known;
  const { className, workloadSpec: workload, parameters } = binding.spec;
  const hash = contentHash({
    kindOfBinding: binding.kind,
    className,
    workload,
    parameters,
    ...('apis' in binding.spec && { apis: binding.spec.apis }),
    ...(binding.kind === 'ScheduledTaskBinding' && {
      schedule: binding.spec.schedule,
      timeZone: binding.spec.timeZone,
    }),
  });
  hashes.set(binding, hash);
  return hash;
}
