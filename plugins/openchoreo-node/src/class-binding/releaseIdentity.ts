import {
  contentHash,
  deployableArtifactKind,
  type ComponentSnapshot,
  type DeployableArtifact,
} from '@promenade/openchoreo-model';
import type { ResourceReader } from '../cache/ResourceReader';
import type { Binding } from './bindings';

/** Cached objects are immutable, so each is hashed once. */
const contentHashes = new WeakMap<Binding | DeployableArtifact, string>();

/**
 * The release that a binding deploys: name and content hash of its artifact. Without an artifact, the hash of the binding's own
 * content, because OpenChoreo v0.3.2 creates no artifacts.
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
  // A binding that was edited by hand no longer deploys the content of its artifact.
  return artifact?.spec.contentHash &&
    hashOf(artifact, contentOfArtifact) === hash
    ? { name, hash: artifact.spec.contentHash }
    : { hash };
}

function contentOfBinding({ kind, spec }: Binding) {
  const apis = 'apis' in spec ? spec.apis : undefined;
  const { className, workloadSpec: workload } = spec;
  const type = 'componentType' in spec ? typeOf(spec) : {};
  return { kindOfBinding: kind, className, workload, apis, ...type };
}

function contentOfArtifact({ spec }: DeployableArtifact) {
  const { kindOfBinding, className, workload, apis } = spec;
  return { kindOfBinding, className, workload, apis, ...typeOf(spec) };
}

function typeOf({
  componentType,
  traits,
  componentProfile,
}: ComponentSnapshot): ComponentSnapshot {
  return { componentType, traits, componentProfile };
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
