import { ApiError } from '@promenade/kube-client';
import {
  Promotion,
  defaultTrack,
  deployableArtifactKind,
  promotionKind,
} from '@promenade/openchoreo-model';
import {
  DeployableContent,
  artifactContent,
  artifactIdentity,
} from '../../../core/artifact/artifact';
import { ensureArtifact } from '../../../core/artifact/ensure-artifact';
import { Binding, deployableContent } from '../../../core/binding/binding';
import { buildBinding } from '../../../core/binding/build-binding';
import { withCanary, withoutCanary } from '../../../core/binding/canary';
import { freeBindingName } from '../../../core/binding/free-binding-name';
import {
  BindingChange,
  writeBinding,
} from '../../../core/gitops/write-binding';
import { TypedBinding } from '../../../core/component-type/bindings';
import {
  BindingType,
  bindingTypes,
} from '../../../core/component-type/binding-types';
import { Read } from '../../../runtime/read';
import { Write } from '../../../runtime/write';
import { tryWrite } from '../try-write';
import { PromotionBindings } from './find-deployment-facts';

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
  const stream = source.binding.spec;
  const content = deployableContent(source.type.kindOfBinding, source.binding);
  await ensureArtifact(namespace, stream, content, read, write);
  await write.update(promotionKind, promotion, {
    ...promotion,
    spec: {
      ...promotion.spec,
      artifactRef: artifactIdentity(stream, content).name,
    },
  });
}

/**
 * Deploys the artifact of a promotion to the target, and the overrides of a roll back. What the target runs is recorded as an
 * artifact first.
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
  const { spec } = promotion;
  const release = findRelease(promotion, spec.artifactRef, read);
  // A canary receives all requests until the target is ready.
  const keepCanary = (binding: Binding) =>
    release && target?.binding.spec.canary
      ? withCanary(release.type, binding, release.content, 100)
      : binding;
  return (
    release &&
    deploy(promotion, target, release, read, write, binding =>
      keepCanary({
        ...binding,
        spec: {
          ...binding.spec,
          ...(spec.envOverrides && { envOverrides: spec.envOverrides }),
        },
      }),
    )
  );
}

/**
 * Runs the artifact of a promotion beside the release of the target, or changes its weight.
 *
 * @returns the error if the API server rejected the binding
 * @throws a temporary error, to be retried
 */
export async function setCanary(
  promotion: Promotion,
  { target }: PromotionBindings,
  weight: number,
  read: Read,
  write: Write,
): Promise<ApiError | undefined> {
  const release = findRelease(promotion, promotion.spec.artifactRef, read);
  if (!target || !release) {
    return undefined;
  }
  const { type, binding } = target;
  return tryWrite(async () => {
    // What runs now is recorded before anything can replace it.
    await ensureArtifact(
      promotion.metadata.namespace ?? '',
      binding.spec,
      deployableContent(type.kindOfBinding, binding),
      read,
      write,
    );
    await writeBinding(
      type,
      binding,
      withCanary(type, binding, release.content, weight),
      changeOf(
        promotion,
        `Send ${weight}% of the requests of ${promotion.spec.owner.componentName} in ${promotion.spec.to} to the promoted release`,
      ),
      read,
      write,
    );
  });
}

/** Ends the release beside that of the target. */
export async function removeCanary(
  promotion: Promotion,
  { target }: PromotionBindings,
  read: Read,
  write: Write,
): Promise<void> {
  if (target) {
    await changeBinding(
      promotion,
      target,
      withoutCanary(target.binding),
      read,
      write,
    );
  }
}

/** Changes the binding of the target without another release. */
async function changeBinding(
  promotion: Promotion,
  { type, binding }: TypedBinding,
  desired: Binding,
  read: Read,
  write: Write,
): Promise<void> {
  const { owner, to } = promotion.spec;
  const subject =
    desired.spec.releaseState === 'Undeploy'
      ? `Undeploy ${owner.componentName} from ${to}`
      : `End the canary of ${owner.componentName} in ${to}`;
  await tryWrite(() =>
    writeBinding(
      type,
      binding,
      desired,
      changeOf(promotion, subject),
      read,
      write,
    ),
  );
}

/** What a commit says about a promotion. */
function changeOf(promotion: Promotion, subject: string): BindingChange {
  return {
    requester: promotion,
    subject: `${subject}\n\nPromotion: ${promotion.metadata.name}`,
    author: promotion.status?.requester?.name ?? promotion.spec.requestedBy,
  };
}

/**
 * Brings the target back to where it was before the promotion. Where nothing ran before, it is undeployed. A binding that the API
 * server rejects stays as it is.
 *
 * @throws a temporary error, to be retried
 */
export async function rollBackTarget(
  promotion: Promotion,
  { target }: PromotionBindings,
  read: Read,
  write: Write,
): Promise<void> {
  if (!target) {
    return;
  }
  const { spec, status } = promotion;
  const { type, binding } = target;
  const { previousArtifactRef, previousEnvOverrides } = status ?? {};
  const runs = artifactIdentity(
    binding.spec,
    deployableContent(type.kindOfBinding, binding),
  ).name;
  if (runs !== spec.artifactRef) {
    await changeBinding(promotion, target, withoutCanary(binding), read, write);
    return;
  }
  if (previousArtifactRef === undefined) {
    const undeployed: Binding = {
      ...binding,
      spec: { ...binding.spec, releaseState: 'Undeploy' },
    };
    await changeBinding(promotion, target, undeployed, read, write);
    return;
  }
  const release = findRelease(promotion, previousArtifactRef, read);
  if (release) {
    await deploy(promotion, target, release, read, write, desired => ({
      ...desired,
      spec: {
        ...desired.spec,
        ...(spec.type === 'RollBack' && { envOverrides: previousEnvOverrides }),
      },
    }));
  }
}

/** A recorded release, and the type of its bindings. */
interface RecordedRelease {
  type: BindingType;
  content: DeployableContent;
}

function findRelease(
  { metadata }: Promotion,
  name: string | undefined,
  read: Read,
): RecordedRelease | undefined {
  const artifact =
    name === undefined
      ? undefined
      : read.get(deployableArtifactKind, {
          namespace: metadata.namespace,
          name,
        });
  const content = artifact && artifactContent(artifact);
  const type = bindingTypes.find(
    ({ kindOfBinding }) => kindOfBinding === content?.kindOfBinding,
  );
  return content && type && { type, content };
}

async function deploy(
  promotion: Promotion,
  target: TypedBinding | undefined,
  { type, content }: RecordedRelease,
  read: Read,
  write: Write,
  adjust: (binding: Binding) => Binding,
): Promise<ApiError | undefined> {
  const { metadata } = promotion;
  const { owner, to, deploymentTrack } = promotion.spec;
  const namespace = metadata.namespace ?? '';
  const existing = target?.binding;
  const name =
    existing?.metadata.name ??
    freeBindingName(
      {
        namespace,
        component: owner.componentName,
        environment: to,
        track: deploymentTrack ?? defaultTrack,
        preferredName: `${owner.componentName}-${to}`,
      },
      read,
    );
  const desired = adjust(
    withoutCanary(
      buildBinding(
        type,
        { namespace, name, owner, environment: to, deploymentTrack },
        content,
        existing,
      ),
    ),
  );
  return tryWrite(async () => {
    if (target) {
      const { type: formerType, binding } = target;
      const former = deployableContent(formerType.kindOfBinding, binding);
      await ensureArtifact(namespace, binding.spec, former, read, write);
    }
    const subject = `Deploy ${owner.componentName} to ${to}`;
    return writeBinding(
      type,
      existing,
      desired,
      changeOf(promotion, subject),
      read,
      write,
    );
  });
}
