import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { openchoreoPermissions } from '@promenade/backstage-plugin-openchoreo-common';
import { openChoreoServiceRef } from '@promenade/backstage-plugin-openchoreo-node';
import { registerActions } from './actions/registerActions';
import { Access } from './http/Access';
import { BoardFeed } from './live/BoardFeed';
import { createRouter } from './router';

/**
 * What the OpenChoreo pages ask: boards, live; promotions; changes of state.
 *
 * @public
 */
export const openChoreoPlugin = createBackendPlugin({
  pluginId: 'openchoreo',
  register(env) {
    env.registerInit({
      deps: {
        actionsRegistry: actionsRegistryServiceRef,
        auditor: coreServices.auditor,
        discovery: coreServices.discovery,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.rootLifecycle,
        openChoreo: openChoreoServiceRef,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
      },
      async init({
        actionsRegistry,
        auditor,
        discovery,
        httpAuth,
        httpRouter,
        lifecycle,
        openChoreo,
        permissions,
        permissionsRegistry,
      }) {
        permissionsRegistry.addPermissions(openchoreoPermissions);
        const access = new Access({ auditor, httpAuth, permissions });
        const feed = new BoardFeed({ openChoreo });
        // Open streams would keep the server from closing: they end before it begins to.
        lifecycle.addBeforeShutdownHook(() => feed.close());
        httpRouter.use(
          createRouter({
            openChoreo,
            feed,
            access,
            baseUrl: () => discovery.getExternalBaseUrl('openchoreo'),
          }),
        );
        registerActions(actionsRegistry, { access, openChoreo });
        httpRouter.addAuthPolicy({ path: '/health', allow: 'unauthenticated' });
      },
    });
  },
});
