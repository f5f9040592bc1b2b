import { imageTag } from '@promenade/openchoreo-model';
import { createPromotionView } from '../adapter-base/promotions/promotionView';
import { findRelease, releaseIdentity } from './releases';

/** The neutral view of a Promotion of ComponentReleases. */
export const promotionView = createPromotionView(
  (reader, { metadata, spec }, name) => {
    const { projectName: project, componentName: component } = spec.owner;
    const { namespace: organization = '' } = metadata;
    const release = findRelease(
      reader,
      { organization, project, component },
      name,
    );
    const { image } = release?.spec.workload.container ?? {};
    return {
      hash: releaseIdentity(name, component).hash,
      version: image && imageTag(image),
    };
  },
);
