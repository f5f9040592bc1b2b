import {
  Promotion,
  deployableArtifactKind,
  projectKind,
  promotionKind,
  promotionPolicyKind,
} from '@promenade/openchoreo-model';
import { artifactIdentity } from '../../core/artifact/artifact';
import { deployableContent } from '../../core/binding/binding';
import { listBindings } from '../../core/component-type/bindings';
import { componentIndexValue, indexes } from '../../core/lookups/indexes';
import { Read } from '../../runtime/read';
import { Write } from '../../runtime/write';
import { isFinished, isOlder } from './queue';

/**
 * Deletes the oldest finished promotions of a component beyond `historyLimit` of the policy of its pipeline, and the artifacts
 * that nothing refers to any more. Without a limit everything is kept.
 */
export async function deleteOldPromotions(
  { metadata, spec }: Promotion,
  read: Read,
  write: Write,
): Promise<void> {
  const namespace = metadata.namespace ?? '';
  const limit = historyLimit(namespace, spec.owner.projectName, read);
  if (limit === undefined) {
    return;
  }
  const value = componentIndexValue(namespace, spec.owner);
  const promotions = read.byIndex(promotionKind, indexes.component, value);
  const old = promotions
    .filter(isFinished)
    .sort((a, b) => (isOlder(a, b) ? 1 : -1))
    .slice(limit);
  if (old.length === 0) {
    return;
  }
  for (const promotion of old) {
    await write.remove(promotionKind, promotion);
  }
  const used = new Set([
    ...promotions
      .filter(promotion => !old.includes(promotion))
      .flatMap(({ spec: { artifactRef }, status }) => [
        artifactRef,
        status?.previousArtifactRef,
      ]),
    ...listBindings(read, namespace, spec.owner).flatMap(
      ({ type, binding }) => [
        binding.spec.artifactRef,
        artifactIdentity(
          spec.owner,
          deployableContent(type.kindOfBinding, binding),
        ).name,
      ],
    ),
  ]);
  for (const artifact of read.byIndex(
    deployableArtifactKind,
    indexes.component,
    value,
  )) {
    if (!used.has(artifact.metadata.name)) {
      await write.remove(deployableArtifactKind, artifact);
    }
  }
}

/** The smallest `historyLimit` of the policies of a project's pipeline. */
function historyLimit(
  namespace: string,
  projectName: string,
  read: Read,
): number | undefined {
  const project = read.get(projectKind, { namespace, name: projectName });
  const limits = read
    .byIndex(promotionPolicyKind, indexes.namespace, namespace)
    .filter(
      ({ spec }) => spec.pipelineRef === project?.spec.deploymentPipelineRef,
    )
    .flatMap(({ spec }) => spec.historyLimit ?? []);
  return limits.length > 0 ? Math.min(...limits) : undefined;
}
