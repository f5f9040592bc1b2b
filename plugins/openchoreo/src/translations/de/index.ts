import { createTranslationMessages } from '@backstage/frontend-plugin-api';
import { openChoreoTranslationRef } from '../../translation';
import { flattenMessages } from '../flattenMessages';
import { germanMessages } from './germanMessages';

// A text that is missing is shown in English.
export default createTranslationMessages({
  ref: openChoreoTranslationRef,
  full: false,
  messages: Object.fromEntries(flattenMessages(germanMessages)),
});
