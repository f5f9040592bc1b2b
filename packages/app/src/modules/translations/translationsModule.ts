import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { TranslationBlueprint } from '@backstage/plugin-app-react';
import { openChoreoTranslations } from '@promenade/backstage-plugin-openchoreo';

/** The texts of plugins in the languages of `api:app/app-language` in the configuration. */
export const translationsModule = createFrontendModule({
  pluginId: 'app',
  extensions: [
    TranslationBlueprint.make({
      name: 'openchoreo',
      params: { resource: openChoreoTranslations },
    }),
  ],
});
