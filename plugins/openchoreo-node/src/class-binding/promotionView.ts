import { deployableArtifactKind } from '@promenade/openchoreo-model';
import { createPromotionView } from '../adapter-base/promotions/promotionView';

/** The neutral view of a Promotion of DeployableArtifacts. */
export const promotionView = createPromotionView(
  (reader, { metadata: { namespace } }, name) => {
    const artifact = reader.get(deployableArtifactKind, { namespace, name });
    return (
      artifact && {
        hash: artifact.spec.contentHash,
        version: artifact.spec.targetArtifact.fromImageRef?.tag,
      }
    );
  },
);
