import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  catalogProcessingExtensionPoint,
  catalogServiceRef,
} from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { openChoreoServiceRef } from '@promenade/backstage-plugin-openchoreo-node';
import { readCatalogModuleConfig } from './config';
import { CatalogReader } from './provider/CatalogReader';
import { OpenChoreoEntityProvider } from './provider/OpenChoreoEntityProvider';
import { subscribeToConflicts } from './provider/subscribeToConflicts';

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
        events: eventsServiceRef,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        openchoreo: openChoreoServiceRef,
        processing: catalogProcessingExtensionPoint,
      },
      async init({
        auth,
        catalog,
        config,
        events,
        lifecycle,
        logger,
        openchoreo,
        processing,
      }) {
        const provider = new OpenChoreoEntityProvider({
          ...readCatalogModuleConfig(config),
          logger,
          source: openchoreo.catalogUnits,
          catalog: new CatalogReader(catalog, auth),
        });
        await subscribeToConflicts(events, (entityRef, location) =>
          provider.reportRejectedEntity(entityRef, location),
        );
        lifecycle.addShutdownHook(() => provider.stop());
        processing.addEntityProvider(provider);
      },
    });
  },
});
