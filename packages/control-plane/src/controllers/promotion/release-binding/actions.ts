import { ApiError } from '@promenade/kube-client';
import { Promotion, promotionKind } from '@promenade/openchoreo-model';
import {
  findComponentRelease,
  freeReleaseBindingName,
} from '../../../core/release-binding/find-release-binding';
import {
  ReleaseBinding,
  releaseBindingKind,
} from '../../../core/release-binding/kinds';
import { Read } from '../../../runtime/read';
import { Write } from '../../../runtime/write';
import { PromotionAction } from '../status';
import { tryWrite } from '../try-write';
import { PromotionReleaseBindings } from './find-deployment-facts';

/** The fields of a ReleaseBinding that a promotion writes. */
type Change = Partial<Pick<ReleaseBinding['spec'], 'releaseName' | 'state'>>;

/**
 * Performs an action of a promotion. Of a binding, only the name of the release and the state are changed.
 *
 * @returns the error if the API server rejected the change of the target
 * @throws a temporary error, to be retried
 */
export async function performAction(
  promotion: Promotion,
  action: PromotionAction,
  { source, target }: PromotionReleaseBindings,
  read: Read,
  write: Write,
): Promise<ApiError | undefined> {
  const { metadata, spec } = promotion;
  switch (action.type) {
    case 'pinArtifact':
      await write.update(promotionKind, promotion, {
        ...promotion,
        spec: { ...spec, artifactRef: source?.spec.releaseName },
      });
      return undefined;
    case 'rollOut':
      return tryWrite(() => {
        const change: Change = {
          releaseName: spec.artifactRef,
          state: 'Active',
        };
        return target
          ? changeBinding(target, change, write)
          : createBinding(promotion, change, read, write);
      });
    case 'rollBack': {
      const change = changeBack(promotion, target, read);
      if (target && change) {
        await tryWrite(() => changeBinding(target, change, write));
      }
      return undefined;
    }
    default:
      // A canary is not possible, so that the state machine asks for none.
      throw new Error(
        `Promotion ${metadata.name} needs ${action.type}, which OpenChoreo 1.x does not have`,
      );
  }
}

/** What brings the target back to where it was. Undefined if somebody else has changed it, or if the release was deleted. */
function changeBack(
  { metadata, spec, status }: Promotion,
  target: ReleaseBinding | undefined,
  read: Read,
): Change | undefined {
  const { previousArtifactRef } = status ?? {};
  if (target?.spec.releaseName !== spec.artifactRef) return undefined;
  if (previousArtifactRef === undefined) return { state: 'Undeploy' };
  const { namespace = '' } = metadata;
  return findComponentRelease(read, namespace, spec.owner, previousArtifactRef)
    ? { releaseName: previousArtifactRef }
    : undefined;
}

function changeBinding(
  binding: ReleaseBinding,
  change: Change,
  write: Write,
): Promise<ReleaseBinding> {
  return write.update(releaseBindingKind, binding, {
    ...binding,
    spec: { ...binding.spec, ...change },
  });
}

function createBinding(
  { metadata, spec }: Promotion,
  change: Change,
  read: Read,
  write: Write,
): Promise<ReleaseBinding> {
  const { namespace = '' } = metadata;
  const { owner, to: environment } = spec;
  const { apiVersion, kind } = releaseBindingKind;
  const { componentName } = owner;
  return write.create(releaseBindingKind, {
    apiVersion,
    kind,
    metadata: {
      namespace,
      name: freeReleaseBindingName(read, namespace, componentName, environment),
    },
    spec: { owner, environment, state: 'Active', ...change },
  });
}
