import { createDevApp } from '@backstage/frontend-dev-utils';
import openChoreoPlugin from '../src';
import { galleryApi, galleryPage } from './galleryExtensions';

createDevApp({
  features: [
    openChoreoPlugin.withOverrides({ extensions: [galleryApi, galleryPage] }),
  ],
});
