import type { ProjectPromotionView } from '@promenade/backstage-plugin-openchoreo-common';
import {
  getCondition,
  projectPromotionKind,
  type ProjectPromotion,
} from '@promenade/openchoreo-model';
import type { ResourceReader } from '../cache/ResourceReader';

/** The promotion of a project that the cache has. */
export function findProjectPromotion(
  reader: ResourceReader,
  namespace: string,
  name: string,
): ProjectPromotionView | undefined {
  const found = reader.get(projectPromotionKind, { namespace, name });
  return found && projectPromotionView(found);
}

/** The neutral view of a ProjectPromotion. */
export function projectPromotionView({
  metadata,
  spec,
  status,
}: ProjectPromotion): ProjectPromotionView {
  return {
    name: metadata.name,
    project: spec.projectName,
    from: spec.from,
    to: spec.to,
    phase: status?.phase ?? 'Pending',
    message: getCondition(status?.conditions, 'Complete')?.message,
    requestedBy: spec.requestedBy,
    requested: spec.components ?? [],
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
