import type { FilterPredicate } from '@backstage/filter-predicates';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { openchoreoAnnotations } from '@promenade/backstage-plugin-openchoreo-common';
import { FormFieldBlueprint } from '@backstage/plugin-scaffolder-react/alpha';
import { deployRouteRef } from './routes';

const annotation =
  `metadata.annotations.${openchoreoAnnotations.component}` as const;

/** Matches entities of OpenChoreo components. A predicate, so that apps can read and override it. */
const componentFilter: FilterPredicate = {
  kind: 'component',
  [annotation]: { $exists: true },
};

/** The *Deploy* tab of components. */
export const deployContent = EntityContentBlueprint.make({
  name: 'deploy',
  params: {
    path: '/deploy',
    title: 'Deploy',
    group: 'deployment',
    routeRef: deployRouteRef,
    filter: componentFilter,
    loader: async () => {
      const { DeployTab } = await import('./board/DeployTab');
      return <DeployTab />;
    },
  },
});

/** The *Where it runs* card on the overview of components. */
export const deploymentSummaryCard = EntityCardBlueprint.make({
  name: 'where-it-runs',
  params: {
    type: 'info',
    filter: componentFilter,
    loader: async () => {
      const { DeploymentSummary } = await import(
        './overview/DeploymentSummary'
      );
      return <DeploymentSummary />;
    },
  },
});

/** The form field `OpenChoreoPromotionTarget` of software templates. */
export const promotionTargetFormField = FormFieldBlueprint.make({
  name: 'promotion-target',
  params: {
    field: async () =>
      (await import('./scaffolder/promotionTargetField')).promotionTargetField,
  },
});
