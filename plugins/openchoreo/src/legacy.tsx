/**
 * Tabs, cards, pages and form fields for apps of the old frontend system.
 *
 * @packageDocumentation
 */

import { lazy, Suspense, type JSX, type ReactElement } from 'react';
import type { Entity } from '@backstage/catalog-model';
import {
  compatWrapper,
  convertLegacyRouteRef,
} from '@backstage/core-compat-api';
import { Content, Header, Page, Progress } from '@backstage/core-components';
import {
  createApiFactory,
  createComponentExtension,
  createPlugin,
  createRoutableExtension,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import { filterPredicateToFilterFunction } from '@backstage/filter-predicates';
import { useEntity } from '@backstage/plugin-catalog-react';
import {
  createScaffolderFieldExtension,
  ScaffolderFieldExtensions,
  type FieldExtensionOptions,
} from '@backstage/plugin-scaffolder-react';
import { Flex } from '@backstage/ui';
import { openChoreoApiRef } from './api';
import {
  componentFilter,
  entityCards,
  entityContents,
  pages,
  type EntityCardDefinition,
  type EntityContentDefinition,
  type PageDefinition,
} from './definitions';
import { lazyClient } from './lazyClient';
import {
  catalogIndexRouteRef,
  createComponentRouteRef,
  templateRouteRef,
} from './routes';
import { formFields, type LazyFormField } from './scaffolder/fields';

export { openChoreoApiRef } from './api';
export { createDeploymentColumn } from './catalog/deploymentColumn';
export { ApprovalCount } from './approvals/ApprovalCount';
export { ComponentSearchResult } from './search/ComponentSearchResult';
export type { SearchedEntity } from './search/SearchedEntity';
export { openChoreoTranslationRef } from './translation';
export { openChoreoTranslations } from './openChoreoTranslations';
export { platformReadPermission } from '@promenade/backstage-plugin-openchoreo-common';

/**
 * The OpenChoreo plugin for the old frontend system. It has the client of the backend and the routes of the pages and tabs.
 *
 * @public
 */
export const openChoreoPlugin = createPlugin({
  id: 'openchoreo',
  apis: [
    createApiFactory({
      api: openChoreoApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: apis => lazyClient(apis),
    }),
  ],
  routes: {
    deploy: convertLegacyRouteRef(entityContents.deploy.routeRef),
    releases: convertLegacyRouteRef(entityContents.releases.routeRef),
    builds: convertLegacyRouteRef(entityContents.builds.routeRef),
    configuration: convertLegacyRouteRef(entityContents.configuration.routeRef),
    cell: convertLegacyRouteRef(entityContents.cell.routeRef),
    runtime: convertLegacyRouteRef(entityContents.runtime.routeRef),
    metrics: convertLegacyRouteRef(entityContents.metrics.routeRef),
    apis: convertLegacyRouteRef(entityContents.apis.routeRef),
    connections: convertLegacyRouteRef(entityContents.connections.routeRef),
    home: convertLegacyRouteRef(pages.home.routeRef),
    approvals: convertLegacyRouteRef(pages.approvals.routeRef),
    capacity: convertLegacyRouteRef(entityContents.capacity.routeRef),
    projectDeploy: convertLegacyRouteRef(entityContents.projectDeploy.routeRef),
    pipelineEditor: convertLegacyRouteRef(
      entityContents.pipelineEditor.routeRef,
    ),
    platform: convertLegacyRouteRef(pages.platform.routeRef),
    promotion: convertLegacyRouteRef(pages.promotion.routeRef),
    audit: convertLegacyRouteRef(pages.audit.routeRef),
    sync: convertLegacyRouteRef(pages.sync.routeRef),
  },
  externalRoutes: {
    catalogIndex: convertLegacyRouteRef(catalogIndexRouteRef),
    createComponent: convertLegacyRouteRef(createComponentRouteRef),
    template: convertLegacyRouteRef(templateRouteRef),
  },
});

/**
 * Tells whether an entity has the tabs: it is a component with the annotation `openchoreo.dev/component`, and the component of
 * OpenChoreo has not rejected it.
 *
 * @public
 */
export const isOpenChoreoAvailable: (entity: Entity) => boolean =
  filterPredicateToFilterFunction(componentFilter);

/**
 * The *Deploy* tab of components, for `EntityLayout.Route`.
 *
 * @public
 */
export const EntityOpenChoreoDeployContent = entityContent(
  'EntityOpenChoreoDeployContent',
  entityContents.deploy,
);

/**
 * The *Releases* tab of components, for `EntityLayout.Route`.
 *
 * @public
 */
export const EntityOpenChoreoReleasesContent = entityContent(
  'EntityOpenChoreoReleasesContent',
  entityContents.releases,
);

/**
 * The *Configuration* tab of components, for `EntityLayout.Route`.
 *
 * @public
 */
export const EntityOpenChoreoConfigurationContent = entityContent(
  'EntityOpenChoreoConfigurationContent',
  entityContents.configuration,
);

/**
 * The *Builds* tab of components, for `EntityLayout.Route`.
 *
 * @public
 */
export const EntityOpenChoreoBuildsContent = entityContent(
  'EntityOpenChoreoBuildsContent',
  entityContents.builds,
);

/**
 * Tells whether an entity has the *Cell* tab: it is a system with the annotation `openchoreo.dev/project`.
 *
 * @public
 */
export const isOpenChoreoProject: (entity: Entity) => boolean =
  filterPredicateToFilterFunction(entityContents.cell.filter);

/**
 * The *Deploy* tab of projects, for `EntityLayout.Route`.
 *
 * @public
 */
export const EntityOpenChoreoProjectDeployContent = entityContent(
  'EntityOpenChoreoProjectDeployContent',
  entityContents.projectDeploy,
);

/**
 * Tells whether an entity has the tab that changes a deployment pipeline: it has the annotation
 * `openchoreo.dev/deployment-pipeline`.
 *
 * @public
 */
export const isOpenChoreoPipeline: (entity: Entity) => boolean =
  filterPredicateToFilterFunction(entityContents.pipelineEditor.filter);

/**
 * The tab that changes a deployment pipeline, for `EntityLayout.Route`.
 *
 * @public
 */
export const EntityOpenChoreoPipelineEditorContent = entityContent(
  'EntityOpenChoreoPipelineEditorContent',
  entityContents.pipelineEditor,
);

/**
 * Tells whether an entity has the *Capacity* tab: it is an environment or a data plane of OpenChoreo.
 *
 * @public
 */
export const hasOpenChoreoCapacity: (entity: Entity) => boolean =
  filterPredicateToFilterFunction(entityContents.capacity.filter);

/**
 * The *Capacity* tab of environments and data planes, for `EntityLayout.Route`.
 *
 * @public
 */
export const EntityOpenChoreoCapacityContent = entityContent(
  'EntityOpenChoreoCapacityContent',
  entityContents.capacity,
);

/**
 * The *Cell* tab of projects, for `EntityLayout.Route`.
 *
 * @public
 */
export const EntityOpenChoreoCellContent = entityContent(
  'EntityOpenChoreoCellContent',
  entityContents.cell,
);

/**
 * The *Runtime* tab of components, for `EntityLayout.Route`.
 *
 * @public
 */
export const EntityOpenChoreoRuntimeContent = entityContent(
  'EntityOpenChoreoRuntimeContent',
  entityContents.runtime,
);

/**
 * The *Metrics* tab of components, for `EntityLayout.Route`.
 *
 * @public
 */
export const EntityOpenChoreoMetricsContent = entityContent(
  'EntityOpenChoreoMetricsContent',
  entityContents.metrics,
);

/**
 * Tells whether an entity has the *API* tab: it has `isOpenChoreoAvailable`, or is an API with the annotation
 * `openchoreo.dev/component`.
 *
 * @public
 */
export const hasOpenChoreoApis: (entity: Entity) => boolean =
  filterPredicateToFilterFunction(entityContents.apis.filter);

/**
 * The *API* tab of components and APIs, for `EntityLayout.Route`.
 *
 * @public
 */
export const EntityOpenChoreoApisContent = entityContent(
  'EntityOpenChoreoApisContent',
  entityContents.apis,
);

/**
 * The *Connections* tab of components, for `EntityLayout.Route`.
 *
 * @public
 */
export const EntityOpenChoreoConnectionsContent = entityContent(
  'EntityOpenChoreoConnectionsContent',
  entityContents.connections,
);

const cards = Object.values(entityCards).map(
  ({ filter, loader }: EntityCardDefinition) => ({
    isFor: filterPredicateToFilterFunction<Entity>(filter),
    Card: lazy(async () => {
      const element = await loader();
      return { default: () => compatWrapper(element) };
    }),
  }),
);

/**
 * Tells whether `EntityOpenChoreoCards` shows anything for an entity.
 *
 * @public
 */
export function hasOpenChoreoCards(entity: Entity): boolean {
  return cards.some(({ isFor }) => isFor(entity));
}

/**
 * The cards for the entity of the page, such as *Where it runs* for a component.
 *
 * @public
 */
export const EntityOpenChoreoCards: () => JSX.Element =
  openChoreoPlugin.provide(
    createComponentExtension({
      name: 'EntityOpenChoreoCards',
      component: { sync: EntityCards },
    }),
  );

/**
 * The page of what needs the user: approvals, deployments that need attention, recent promotions.
 *
 * @public
 */
export const OpenChoreoHomePage = page('OpenChoreoHomePage', pages.home);

/**
 * The page of promotions that await approval.
 *
 * @public
 */
export const OpenChoreoApprovalsPage = page(
  'OpenChoreoApprovalsPage',
  pages.approvals,
);

/**
 * The page of what of the platform needs an engineer: stuck deployments, planes, promotions and builds that wait.
 *
 * @public
 */
export const OpenChoreoPlatformPage = page(
  'OpenChoreoPlatformPage',
  pages.platform,
);

/**
 * The page of a promotion. Its path has the parameters `namespace` and `name`.
 *
 * @public
 */
export const OpenChoreoPromotionPage = page(
  'OpenChoreoPromotionPage',
  pages.promotion,
);

/**
 * The page of who promoted, approved and rolled back what.
 *
 * @public
 */
export const OpenChoreoAuditPage = page('OpenChoreoAuditPage', pages.audit);

/**
 * The page of the catalog sync.
 *
 * @public
 */
export const OpenChoreoSyncPage = page('OpenChoreoSyncPage', pages.sync);

/**
 * The form fields of software templates, as a child of the route of `ScaffolderPage`.
 *
 * @public
 */
export const openChoreoFormFields: ReactElement = (
  <ScaffolderFieldExtensions>
    {formFields.map(field => {
      const Extension = openChoreoPlugin.provide(
        createScaffolderFieldExtension(lazyOptions(field)),
      );
      return <Extension key={field.name} />;
    })}
  </ScaffolderFieldExtensions>
);

function entityContent(
  name: string,
  definition: EntityContentDefinition,
): () => JSX.Element {
  return openChoreoPlugin.provide(
    createRoutableExtension({
      name,
      mountPoint: convertLegacyRouteRef(definition.routeRef),
      component: async () => {
        const element = await definition.loader();
        return () => compatWrapper(element);
      },
    }),
  );
}

function EntityCards(): JSX.Element {
  const { entity } = useEntity();
  return (
    <Flex direction="column" gap="4">
      {cards.map(
        ({ isFor, Card }, index) =>
          isFor(entity) && (
            <Suspense key={index} fallback={<Progress />}>
              <Card />
            </Suspense>
          ),
      )}
    </Flex>
  );
}

/** A page with the header that the app of the new system adds. */
function page(name: string, definition: PageDefinition): () => JSX.Element {
  return openChoreoPlugin.provide(
    createRoutableExtension({
      name,
      mountPoint: convertLegacyRouteRef(definition.routeRef),
      component: async () => {
        const element = await definition.loader();
        return () => (
          <Page themeId="tool">
            <Header title={definition.title} />
            <Content noPadding>{compatWrapper(element)}</Content>
          </Page>
        );
      },
    }),
  );
}

/** The old system asks for the component and the validation at once: both load the field when they are first used. */
function lazyOptions({ name, load }: LazyFormField): FieldExtensionOptions {
  const Field = lazy(async () => ({ default: (await load()).component }));
  return {
    name,
    component: props => (
      <Suspense fallback={null}>{compatWrapper(<Field {...props} />)}</Suspense>
    ),
    validation: async (...parameters) =>
      (await load()).validation?.(...parameters),
  };
}
