import { ApiBlueprint, PageBlueprint } from '@backstage/frontend-plugin-api';
import { openChoreoApiRef } from '../src/api';
import { GalleryApi } from './GalleryApi';

export const galleryApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: openChoreoApiRef,
      deps: {},
      factory: () => new GalleryApi(),
    }),
});

export const galleryPage = PageBlueprint.make({
  params: {
    path: '/',
    title: 'OpenChoreo',
    noHeader: true,
    loader: async () => {
      const { Gallery } = await import('./Gallery');
      return <Gallery />;
    },
  },
});
