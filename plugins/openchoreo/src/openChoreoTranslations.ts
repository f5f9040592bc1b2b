import { createTranslationResource } from '@backstage/frontend-plugin-api';
import { openChoreoTranslationRef } from './translation';

/**
 * The texts of the plugin in other languages than English. An app passes it to `TranslationBlueprint`, and lists the languages that
 * it offers. A language is loaded when it is selected.
 *
 * @public
 */
export const openChoreoTranslations = createTranslationResource({
  ref: openChoreoTranslationRef,
  translations: { de: () => import('./translations/de') },
});
