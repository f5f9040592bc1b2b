import {
  createTranslationRef,
  createTranslationResource,
} from '@backstage/frontend-plugin-api';
import { translationId } from './translationId';

/** Names the texts. The reference with the English texts would be loaded with the app if it were used here. */
const ref = createTranslationRef({ id: translationId, messages: {} });

/**
 * The texts of the plugin in other languages than English. An app passes it to `TranslationBlueprint`, and lists the languages that
 * it offers. A language is loaded when it is selected.
 *
 * @public
 */
export const openChoreoTranslations = createTranslationResource({
  ref,
  translations: { de: () => import('./translations/de') },
});
