import { ApiError } from '@promenade/kube-client';
import {
  Promotion,
  deployableArtifactKind,
  promotionKind,
} from '@promenade/openchoreo-model';
import {
  artifactContent,
  artifactIdentity,
} from '../../core/artifact/artifact';
import { ensureArtifact } from '../../core/artifact/ensure-artifact';
import { deployableContent } from '../../core/binding/binding';
import { buildBinding } from '../../core/binding/build-binding';
import { freeBindingName } from '../../core/binding/free-binding-name';
import { componentTypes } from '../../core/component-type/component-types';
import {
  isTemporaryError,
  resultOrRejection,
} from '../../runtime/api-conflicts';
import { Read } from '../../runtime/read';
import { Write } from '../../runtime/write';
import { PromotionBindings } from './find-facts';

/** Records what the source runs now as an artifact and writes its name to the promotion, so that the promoted release does not change. */
export async function pinArtifact(
  promotion: Promotion,
  { source }: PromotionBindings,
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
      artifactRef: artifactIdentity(owner, content).name,
    },
  });
}

/**
 * Deploys the artifact of a promotion to the target. What the target runs is recorded as an artifact first.
 *
 * @returns the error if the API server rejected the binding
 * @throws a temporary error, to be retried
 */
export async function rollOutArtifact(
  promotion: Promotion,
  { target }: PromotionBindings,
  read: Read,
  write: Write,
): Promise<ApiError | undefined> {
  const { owner, to, artifactRef: name = '' } = promotion.spec;
  const namespace = promotion.metadata.namespace ?? '';
  const artifact = read.get(deployableArtifactKind, { namespace, name });
  const content = artifact && artifactContent(artifact);
  const type = componentTypes.find(
    ({ kindOfBinding }) => kindOfBinding === content?.kindOfBinding,
  );
  if (!content || !type) {
    return undefined;
  }
  const existing = target?.binding;
  const desired = buildBinding(
    type,
    {
      namespace,
      name:
        existing?.metadata.name ??
        freeBindingName(
          {
            namespace,
            component: owner.componentName,
            environment: to,
            preferredName: `${owner.componentName}-${to}`,
          },
          read,
        ),
      owner,
      environment: to,
    },
    content,
    existing,
  );
  const result = await resultOrRejection(async () => {
    if (target) {
      const { kindOfBinding } = target.type;
      const former = deployableContent(kindOfBinding, target.binding);
      await ensureArtifact(namespace, owner, former, read, write);
    }
    return existing
      ? write.update(type.bindingKind, existing, desired)
      : write.create(type.bindingKind, desired);
  });
  if (result instanceof ApiError && isTemporaryError(result)) {
    throw result;
  }
  return result instanceof ApiError ? result : undefined;
}
