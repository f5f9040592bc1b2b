import {
  ApiBlueprint,
  createApiRef,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/frontend-plugin-api';
import {
  OpenChoreoClient,
  type OpenChoreoApi,
} from '@promenade/backstage-plugin-openchoreo-common';

/**
 * What the pages ask the `openchoreo` backend plugin through.
 *
 * @public
 */
export const openChoreoApiRef = createApiRef<OpenChoreoApi>().with({
  id: 'plugin.openchoreo.client',
  pluginId: 'openchoreo',
});

/** Provides the client over the app's own discovery and fetch, so that a host's proxy and credentials apply. */
export const openChoreoApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: openChoreoApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: ({ discoveryApi, fetchApi }) =>
        new OpenChoreoClient({ discoveryApi, fetchApi }),
    }),
});
