import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import {
  authorizationServiceRef,
  catalogModuleServiceRef,
  openChoreoServiceRef,
} from '@promenade/backstage-plugin-openchoreo-node';
import { openChoreoActions } from './actions';

/**
 * Adds the `openchoreo:*` actions to the scaffolder.
 *
 * @public
 */
export const scaffolderModuleOpenChoreo = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'openchoreo',
  register({ registerInit }) {
    registerInit({
      deps: {
        scaffolder: scaffolderActionsExtensionPoint,
        authorization: authorizationServiceRef,
        catalog: catalogServiceRef,
        catalogModule: catalogModuleServiceRef,
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        openchoreo: openChoreoServiceRef,
      },
      async init({ scaffolder, ...services }) {
        scaffolder.addActions(...openChoreoActions(services));
      },
    });
  },
});
