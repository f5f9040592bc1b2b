import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { isResourcePermission } from '@backstage/plugin-permission-common';
import {
  openchoreoPermissions,
  operationPath,
  reads,
} from '@promenade/backstage-plugin-openchoreo-common';
import {
  authorizationServiceRef,
  componentEntitiesServiceRef,
  environmentResourceRef,
  environmentRules,
  loadEnvironmentResources,
  openChoreoServiceRef,
} from '@promenade/backstage-plugin-openchoreo-node';
import { DatabaseAuditStore } from './audit/DatabaseAuditStore';
import { readAuditConfig } from './audit/readAuditConfig';
import { LogFeed } from './live/LogFeed';
import { PromotionNotifier } from './PromotionNotifier';
import { registerAgentActions } from './agentActions';
import { buildWebhookPath } from './buildWebhooks/createBuildWebhookRouter';
import { choreoctlPath } from './choreoctl/createChoreoctlRouter';
import { readGatewayHosts } from './endpointCalls/gatewayHosts';
import { LiveFeed } from './live/LiveFeed';
import { createRouter } from './router';

/**
 * REST routes, live events and agent actions for the OpenChoreo pages.
 *
 * @public
 */
export const openChoreoPlugin = createBackendPlugin({
  pluginId: 'openchoreo',
  register(env) {
    env.registerInit({
      deps: {
        actionsRegistry: actionsRegistryServiceRef,
        auth: coreServices.auth,
        authorization: authorizationServiceRef,
        catalog: catalogServiceRef,
        components: componentEntitiesServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        discovery: coreServices.discovery,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.rootLifecycle,
        logger: coreServices.logger,
        notifications: notificationService,
        openChoreo: openChoreoServiceRef,
        permissionsRegistry: coreServices.permissionsRegistry,
      },
      async init({
        actionsRegistry,
        auth,
        authorization,
        catalog,
        components,
        config,
        database,
        discovery,
        httpAuth,
        httpRouter,
        lifecycle,
        logger,
        notifications,
        openChoreo,
        permissionsRegistry,
      }) {
        const { resourceType } = environmentResourceRef;
        const onEnvironment = openchoreoPermissions.filter(permission =>
          isResourcePermission(permission, resourceType),
        );
        permissionsRegistry.addPermissions(
          openchoreoPermissions.filter(
            permission => !isResourcePermission(permission, resourceType),
          ),
        );
        permissionsRegistry.addResourceType({
          resourceRef: environmentResourceRef,
          permissions: onEnvironment,
          rules: environmentRules,
          getResources: refs => loadEnvironmentResources(openChoreo, refs),
        });
        openChoreo.auditLog.useStore(
          new DatabaseAuditStore({
            database,
            keepFor: readAuditConfig(config),
          }),
        );
        const feed = new LiveFeed({ logger, openChoreo });
        const logFeed = new LogFeed(error =>
          logger.error('Could not check the permission for a log', error),
        );
        // Before the server closes: it waits for open responses, and a stream would never end.
        lifecycle.addBeforeShutdownHook(() => {
          feed.close();
          logFeed.close();
        });
        const notifier = new PromotionNotifier({
          auth,
          catalog,
          components,
          logger,
          notifications,
          openChoreo,
        });
        lifecycle.addShutdownHook(notifier.start());
        const services = {
          authorization,
          openChoreo,
          gateways: readGatewayHosts(config),
          baseUrl: () => discovery.getExternalBaseUrl('openchoreo'),
        };
        httpRouter.use(
          createRouter({
            ...services,
            auth,
            config,
            feed,
            httpAuth,
            logFeed,
            logger,
          }),
        );
        registerAgentActions(actionsRegistry, services);
        // They authenticate by themselves.
        for (const path of [choreoctlPath, buildWebhookPath]) {
          httpRouter.addAuthPolicy({ path, allow: 'unauthenticated' });
        }
        for (const read of [reads.getHealth, reads.getCatalogHealth]) {
          httpRouter.addAuthPolicy({
            path: operationPath(read),
            allow: 'unauthenticated',
          });
        }
      },
    });
  },
});
