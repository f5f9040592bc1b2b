import {
  ProjectComponentOwner,
  Promotion,
  deployableArtifactKind,
} from '@promenade/openchoreo-model';
import { artifactIdentity } from '../../core/artifact/artifact';
import { deployableContent } from '../../core/binding/binding';
import { listBindings } from '../../core/component-type/bindings';
import { componentIndexValue, indexes } from '../../core/lookups/indexes';
import { Read } from '../../runtime/read';
import { Write } from '../../runtime/write';

/** Deletes the artifacts of a component that neither a binding nor one of these promotions refers to. */
export async function deleteUnusedArtifacts(
  namespace: string,
  owner: ProjectComponentOwner,
  promotions: readonly Promotion[],
  read: Read,
  write: Write,
): Promise<void> {
  const used = new Set([
    ...promotions.flatMap(({ spec: { artifactRef }, status }) => [
      artifactRef,
      status?.previousArtifactRef,
    ]),
    ...listBindings(read, namespace, owner).flatMap(({ type, binding }) => [
      binding.spec.artifactRef,
      artifactIdentity(
        binding.spec,
        deployableContent(type.kindOfBinding, binding),
      ).name,
    ]),
  ]);
  for (const artifact of read.byIndex(
    deployableArtifactKind,
    indexes.component,
    componentIndexValue(namespace, owner),
  )) {
    if (!used.has(artifact.metadata.name)) {
      await write.remove(deployableArtifactKind, artifact);
    }
  }
}
