import { createDevApp } from '@backstage/frontend-dev-utils';
import openChoreoPlugin from '../src';
import { entityPage, previewApi, previewPage } from './previewExtensions';

createDevApp({
  features: [
    openChoreoPlugin.withOverrides({
      extensions: [entityPage, previewApi, previewPage],
    }),
  ],
});
