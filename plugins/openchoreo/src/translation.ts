import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { messages } from './translations';

/**
 * All texts of the plugin. Replace or translate them with `TranslationBlueprint`.
 *
 * @public
 */
export const openChoreoTranslationRef = createTranslationRef({
  id: 'plugin.openchoreo',
  messages,
});
