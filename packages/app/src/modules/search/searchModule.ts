import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { SearchResultListItemBlueprint } from '@backstage/plugin-search-react/alpha';
import { ComponentSearchResult } from '@promenade/backstage-plugin-openchoreo';

/** Components in the results of searches, with their states. app-config.yaml lists it, so that it comes before that of all entities. */
const componentResult = SearchResultListItemBlueprint.make({
  name: 'component',
  params: {
    predicate: ({ type, document }) =>
      type === 'software-catalog' &&
      'kind' in document &&
      document.kind === 'Component',
    component: async () => ComponentSearchResult,
  },
});

export const searchModule = createFrontendModule({
  pluginId: 'search',
  extensions: [componentResult],
});
