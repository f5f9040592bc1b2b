import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  catalogProcessingExtensionPoint,
  catalogServiceRef,
} from '@backstage/plugin-catalog-node';
import { openChoreoServiceRef } from '@promenade/backstage-plugin-openchoreo-node';
import { readCatalogModuleConfig } from './config';
import { readKnownEntities } from './provider/knownEntities';
import { OpenChoreoEntityProvider } from './provider/OpenChoreoEntityProvider';
import { platformSourceOf } from './provider/PlatformSource';

/**
 * Maps what the control plane holds into the catalog, as it changes.
 *
 * @public
 */
export const catalogModuleOpenChoreo = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'openchoreo',
  register(env) {
    env.registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        openchoreo: openChoreoServiceRef,
        processing: catalogProcessingExtensionPoint,
      },
      async init({
        auth,
        catalog,
        config,
        lifecycle,
        logger,
        openchoreo,
        processing,
      }) {
        const provider = new OpenChoreoEntityProvider({
          ...readCatalogModuleConfig(config),
          logger,
          source: platformSourceOf(openchoreo.cache),
          knownEntities: () => readKnownEntities(catalog, auth),
        });
        lifecycle.addShutdownHook(() => provider.stop());
        processing.addEntityProvider(provider);
      },
    });
  },
});
