import { ApiBlueprint, PageBlueprint } from '@backstage/frontend-plugin-api';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { openChoreoApiRef } from '../src/api';
import { PreviewApi } from './PreviewApi';

export const previewApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: openChoreoApiRef,
      deps: {},
      factory: () => new PreviewApi(),
    }),
});

/** Pages link to entities. There is no catalog here. */
export const entityPage = PageBlueprint.make({
  name: 'entity',
  params: {
    path: '/catalog/:namespace/:kind/:name',
    routeRef: entityRouteRef,
    loader: async () => <p>The page of the entity</p>,
  },
});

export const previewPage = PageBlueprint.make({
  params: {
    path: '/',
    title: 'OpenChoreo',
    noHeader: true,
    loader: async () => {
      const { PreviewPage } = await import('./PreviewPage');
      return <PreviewPage />;
    },
  },
});
