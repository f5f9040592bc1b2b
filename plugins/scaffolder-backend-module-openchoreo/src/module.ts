import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { openChoreoServiceRef } from '@promenade/backstage-plugin-openchoreo-node';
import { createComponentAction } from './actions/createComponent';
import { createProjectAction } from './actions/createProject';
import { promoteComponentAction } from './actions/promoteComponent';

/**
 * Gives the scaffolder the `openchoreo:*` actions.
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
        openchoreo: openChoreoServiceRef,
        catalog: catalogServiceRef,
        permissions: coreServices.permissions,
        config: coreServices.rootConfig,
      },
      async init({ scaffolder, ...services }) {
        scaffolder.addActions(
          createProjectAction(services),
          createComponentAction(services),
          promoteComponentAction(services),
        );
      },
    });
  },
});
