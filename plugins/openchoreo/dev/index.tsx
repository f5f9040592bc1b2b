import { createDevApp } from '@backstage/frontend-dev-utils';
import openChoreoPlugin from '../src';
import { previewApi, previewPage } from './previewExtensions';

createDevApp({
  features: [
    openChoreoPlugin.withOverrides({ extensions: [previewApi, previewPage] }),
  ],
});
