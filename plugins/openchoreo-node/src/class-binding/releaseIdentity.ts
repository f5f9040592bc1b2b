import {
  contentHash,
  deployableArtifactKind,
  type DeployableArtifact,
} from '@promenade/openchoreo-model';
import type { ResourceReader } from '../cache/ResourceReader';
import type { Binding } from './bindings';

/** Objects of the cache never change, so that each is looked through once. */
const contentHashes = new WeakMap<Binding | DeployableArtifact, string>();

/**
 * The release that a binding deploys: the artifact that records it, by name and content hash. An OpenChoreo that records none
 * still deploys something: then the content itself tells one release from another.
 */
export function releaseIdentity(
  reader: ResourceReader,
  binding: Binding,
): { name?: string; hash: string } {
  const { namespace } = binding.metadata;
  const { artifactRef: name } = binding.spec;
  const artifact = name
    ? reader.get(deployableArtifactKind, { namespace, name })
    : undefined;
  const hash = hashOf(binding, contentOfBinding);
  // A binding that somebody edited by hand no longer runs what its artifact records.
  return artifact?.spec.contentHash &&
    hashOf(artifact, contentOfArtifact) === hash
    ? { name, hash: artifact.spec.contentHash }
    : { hash };
}

function contentOfBinding({ kind, spec }: Binding) {
  const apis = 'apis' in spec ? spec.apis : undefined;
  const { className, workloadSpec: workload } = spec;
  return { kindOfBinding: kind, className, workload, apis };
}

function contentOfArtifact({ spec }: DeployableArtifact) {
  const { kindOfBinding, className, workload, apis } = spec;
  return { kindOfBinding, className, workload, apis };
}

function hashOf<T extends Binding | DeployableArtifact>(
  object: T,
  contentOf: (object: T) => object,
): string {
  const known = contentHashes.get(object);
  if (known !== undefined) return known;
  const hash = contentHash(contentOf(object));
  contentHashes.set(object, hash);
  return hash;
}
