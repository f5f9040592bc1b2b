import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { translationId } from './translationId';
import { messages } from './translations';

/**
 * All texts of the plugin. Replace or translate them with `TranslationBlueprint`.
 *
 * @public
 */
export const openChoreoTranslationRef = createTranslationRef({
  id: translationId,
  messages,
});
