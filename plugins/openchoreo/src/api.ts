import {
  ApiBlueprint,
  createApiRef,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/frontend-plugin-api';
import type { OpenChoreoApi } from '@promenade/backstage-plugin-openchoreo-common';
import { lazyClient } from './lazyClient';

/**
 * The client of the `openchoreo` backend plugin.
 *
 * @public
 */
export const openChoreoApiRef = createApiRef<OpenChoreoApi>().with({
  id: 'plugin.openchoreo.client',
  pluginId: 'openchoreo',
});

/** Creates the client with the discovery and fetch APIs of the app, so that its proxy and credentials apply. */
export const openChoreoApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: openChoreoApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: apis => lazyClient(apis),
    }),
});
