import {
  defaultTrack,
  isFinishedPromotion,
  promotionKind as modelPromotionKind,
  trackOf,
  type Promotion,
} from '@promenade/openchoreo-model';
import { indexValue } from '../../cache/indexes';
import type { ResourceKind } from '../../cache/ResourceReader';

/** With indexes of what has not ended, so that a long history costs nothing. Those by component have the default track. */
export const promotionKind: ResourceKind<Promotion> = {
  ...modelPromotionKind,
  indexValues({ metadata, spec, status }) {
    const { projectName, componentName } = spec.owner;
    const names = [metadata.namespace ?? '', projectName, componentName];
    const [organization, ...others] = names;
    const isUnfinished = !isFinishedPromotion({ status });
    return {
      ...(trackOf({ spec }) === defaultTrack && {
        target: indexValue(organization, ...others, spec.to),
        ...(isUnfinished && {
          unfinished: indexValue(organization, ...others),
        }),
      }),
      ...(isUnfinished && { phase: status?.phase ?? 'Pending' }),
    };
  },
};
