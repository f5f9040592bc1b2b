import type { ProjectPromotionView } from '@promenade/backstage-plugin-openchoreo-common';
import {
  getCondition,
  type ProjectPromotion,
} from '@promenade/openchoreo-model';

/** The neutral view of a ProjectPromotion. */
export function projectPromotionView({
  metadata,
  spec,
  status,
}: ProjectPromotion): ProjectPromotionView {
  return {
    name: metadata.name,
    from: spec.from,
    to: spec.to,
    phase: status?.phase ?? 'Pending',
    message: getCondition(status?.conditions, 'Complete')?.message,
    requestedBy: spec.requestedBy,
    components: (status?.components ?? []).map(
      ({ name, promotion, layer, phase }) => ({
        name,
        promotion,
        layer,
        phase,
      }),
    ),
    startedAt: status?.startedAt ?? metadata.creationTimestamp,
    completedAt: status?.completedAt,
  };
}
