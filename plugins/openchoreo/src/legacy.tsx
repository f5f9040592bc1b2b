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
import { Content, Header, Page } from '@backstage/core-components';
import {
  createApiFactory,
  createComponentExtension,
  createPlugin,
  createRoutableExtension,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import { filterPredicateToFilterFunction } from '@backstage/filter-predicates';
import {
  createScaffolderFieldExtension,
  type FieldExtensionOptions,
} from '@backstage/plugin-scaffolder-react';
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
import { formFields, type LazyFormField } from './scaffolder/fields';

export { openChoreoApiRef } from './api';
export { ApprovalCount } from './approvals/ApprovalCount';
export { openChoreoTranslationRef } from './translation';

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
    approvals: convertLegacyRouteRef(pages.approvals.routeRef),
    sync: convertLegacyRouteRef(pages.sync.routeRef),
  },
});

/**
 * Tells whether an entity has the tabs and the cards of components: it is a component that has the annotation
 * `openchoreo.dev/component`.
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
 * The *Where it runs* card of components.
 *
 * @public
 */
export const EntityOpenChoreoWhereItRunsCard = entityCard(
  'EntityOpenChoreoWhereItRunsCard',
  entityCards.whereItRuns,
);

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
 * The page of the catalog sync.
 *
 * @public
 */
export const OpenChoreoSyncPage = page('OpenChoreoSyncPage', pages.sync);

/**
 * The form fields of software templates, as children of `ScaffolderFieldExtensions`.
 *
 * @public
 */
export const openChoreoFormFields: readonly ReactElement[] = formFields.map(
  field => {
    const Extension = openChoreoPlugin.provide(
      createScaffolderFieldExtension(lazyOptions(field)),
    );
    return <Extension key={field.name} />;
  },
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

function entityCard(
  name: string,
  definition: EntityCardDefinition,
): () => JSX.Element {
  return openChoreoPlugin.provide(
    createComponentExtension({
      name,
      component: {
        lazy: async () => {
          const element = await definition.loader();
          return () => compatWrapper(element);
        },
      },
    }),
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
