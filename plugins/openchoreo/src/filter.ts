import type { FilterPredicate } from '@backstage/filter-predicates';
import { openchoreoAnnotations } from '@promenade/backstage-plugin-openchoreo-common';

const annotation =
  `metadata.annotations.${openchoreoAnnotations.component}` as const;

/** Entities that stand for a component of the platform. A predicate, so that apps can read and override it. */
export const componentFilter: FilterPredicate = {
  kind: 'component',
  [annotation]: { $exists: true },
};
