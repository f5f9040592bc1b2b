import { ApiBlueprint, PageBlueprint } from '@backstage/frontend-plugin-api';
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
