import {
  DeployableArtifact,
  Promotion,
  deployableArtifactKind,
  promotionKind,
} from '@promenade/openchoreo-model';
import {
  DeployableContent,
  buildArtifact,
  optionalContent,
} from '../../core/artifact/artifact';
import { ensureArtifact } from '../../core/artifact/ensure-artifact';
import { deployableContent } from '../../core/binding/binding';
import { buildBinding } from '../../core/binding/build-binding';
import { componentTypes } from '../../core/component-type/component-types';
import { Read } from '../../runtime/read';
import { Write } from '../../runtime/write';
import { Ends } from './gather-facts';

/** Records what the source runs now as an artifact, and binds the promotion to it: from here on, what was asked for does not move. */
export async function pin(
  promotion: Promotion,
  { source }: Ends,
  read: Read,
  write: Write,
): Promise<void> {
  if (!source) {
    return;
  }
  const namespace = promotion.metadata.namespace ?? '';
  const { owner } = source.binding.spec;
  const content = deployableContent(source.type.kindOfBinding, source.binding);
  await ensureArtifact(namespace, owner, content, read, write);
  await write.update(promotionKind, promotion, {
    ...promotion,
    spec: {
      ...promotion.spec,
      artifactRef: buildArtifact(namespace, owner, content).metadata.name,
    },
  });
}

/** Moves the target to the pinned artifact. What it ran before is recorded first, so that it can come back. */
export async function rollOut(
  promotion: Promotion,
  { target }: Ends,
  read: Read,
  write: Write,
): Promise<void> {
  const { owner, to, artifactRef = '' } = promotion.spec;
  const namespace = promotion.metadata.namespace ?? '';
  const artifact = read.get(deployableArtifactKind, {
    namespace,
    name: artifactRef,
  });
  const content = artifact && contentOfArtifact(artifact);
  const type = componentTypes.find(
    ({ kindOfBinding }) => kindOfBinding === content?.kindOfBinding,
  );
  if (!content || !type) {
    throw new Error(
      `DeployableArtifact "${artifactRef}" holds nothing that can be deployed; promote a release that the control plane recorded`,
    );
  }
  if (target) {
    const before = deployableContent(target.type.kindOfBinding, target.binding);
    await ensureArtifact(namespace, owner, before, read, write);
  }
  const name = target?.binding.metadata.name ?? `${owner.componentName}-${to}`;
  const desired = buildBinding(
    type,
    { namespace, name, owner, environment: to },
    content,
    target?.binding,
  );
  if (target) {
    await write.update(type.bindingKind, target.binding, desired);
  } else {
    await write.create(type.bindingKind, desired);
  }
}

function contentOfArtifact({
  spec,
}: DeployableArtifact): DeployableContent | undefined {
  const { kindOfBinding, className = 'default', workload } = spec;
  return kindOfBinding && workload
    ? { kindOfBinding, className, workload, ...optionalContent(spec) }
    : undefined;
}
