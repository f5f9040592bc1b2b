import { appLanguageApiRef, useApi } from '@backstage/frontend-plugin-api';

/** The language that the app speaks, for figures and dates. */
export function useLocale(): string {
  return useApi(appLanguageApiRef).getLanguage().language;
}
