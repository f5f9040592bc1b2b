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

/**
 * Shows the resources of OpenChoreo in the catalog.
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
          source: openchoreo.catalogUnits,
          knownEntities: () => readKnownEntities(catalog, auth),
        });
        lifecycle.addShutdownHook(() => provider.stop());
        processing.addEntityProvider(provider);
      },
    });
  },
});
