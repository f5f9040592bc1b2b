import type { FilterPredicate } from '@backstage/filter-predicates';
import { PageBlueprint } from '@backstage/frontend-plugin-api';
import { RiRefreshLine, RiTaskLine } from '@remixicon/react';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { openchoreoAnnotations } from '@promenade/backstage-plugin-openchoreo-common';
import { FormFieldBlueprint } from '@backstage/plugin-scaffolder-react/alpha';
import { formFields } from './scaffolder/fields';
import {
  approvalsRouteRef,
  deployRouteRef,
  releasesRouteRef,
  syncRouteRef,
} from './routes';

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

/** The *Releases* tab of components. */
export const releasesContent = EntityContentBlueprint.make({
  name: 'releases',
  params: {
    path: '/releases',
    title: 'Releases',
    // Two contents in one group would share a menu. Each is a tab in a group of its own, next to each other.
    group: 'operation',
    routeRef: releasesRouteRef,
    filter: componentFilter,
    loader: async () => {
      const { ReleasesTab } = await import('./releases/ReleasesTab');
      return <ReleasesTab />;
    },
  },
});

/** The page of promotions that await approval. */
export const approvalsPage = PageBlueprint.make({
  name: 'approvals',
  params: {
    path: '/openchoreo/approvals',
    title: 'Approvals',
    icon: <RiTaskLine />,
    routeRef: approvalsRouteRef,
    loader: async () => {
      const { ApprovalsPage } = await import('./approvals/ApprovalsPage');
      return <ApprovalsPage />;
    },
  },
});

/** The page of the catalog sync. */
export const syncPage = PageBlueprint.make({
  name: 'sync',
  params: {
    path: '/openchoreo/sync',
    title: 'Catalog sync',
    icon: <RiRefreshLine />,
    routeRef: syncRouteRef,
    loader: async () => {
      const { SyncPage } = await import('./platform/SyncPage');
      return <SyncPage />;
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

/** The form fields of software templates. */
export const formFieldExtensions = formFields.map(({ extension, load }) =>
  FormFieldBlueprint.make({
    name: extension,
    params: {
      field: async () => {
        const { toFormField } = await import('./scaffolder/toFormField');
        return toFormField(await load());
      },
    },
  }),
);
