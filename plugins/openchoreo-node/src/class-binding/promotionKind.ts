import {
  isFinishedPromotion,
  promotionKind as modelPromotionKind,
  type Promotion,
} from '@promenade/openchoreo-model';
import { indexValue } from '../cache/indexes';
import type { ResourceKind } from '../cache/ResourceReader';

/** With indexes of what has not ended, so that a long history costs nothing. */
export const promotionKind: ResourceKind<Promotion> = {
  ...modelPromotionKind,
  indexValues({ metadata, spec, status }) {
    const { projectName, componentName } = spec.owner;
    const names = [metadata.namespace ?? '', projectName, componentName];
    const [organization, ...others] = names;
    return {
      target: indexValue(organization, ...others, spec.to),
      ...(!isFinishedPromotion({ status }) && {
        unfinished: indexValue(organization, ...others),
        phase: status?.phase ?? 'Pending',
      }),
    };
  },
};
