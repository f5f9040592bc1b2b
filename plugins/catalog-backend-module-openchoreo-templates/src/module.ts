import {
  coreServices,
  createBackendModule,
  resolvePackagePath,
  type LoggerService,
  type SchedulerService,
} from '@backstage/backend-plugin-api';
import {
  catalogProcessingExtensionPoint,
  type EntityProvider,
} from '@backstage/plugin-catalog-node';
import type { Entity } from '@backstage/catalog-model';
import { toError } from '@backstage/errors';
import { readTemplatesConfig } from './config';
import { readTemplates } from './readTemplates';

const packageName =
  '@promenade/backstage-plugin-catalog-backend-module-openchoreo-templates';

/** The catalog deletes the entities of a provider whose name it does not know any more: the name never changes. */
const providerName = 'openchoreo-templates';

/** The id of the task that adds templates again. */
export const refreshTaskId = 'openchoreo-templates-refresh';

/**
 * Adds the templates, and again every minute: a backend that starts without this module removes them for all replicas. A failure
 * is logged and does not keep the catalog from starting.
 */
export const createTemplateProvider = (
  templates: Entity[],
  { logger, scheduler }: { logger: LoggerService; scheduler: SchedulerService },
): EntityProvider => ({
  getProviderName: () => providerName,
  connect: async connection => {
    const addTemplates = async () => {
      try {
        await connection.applyMutation({
          type: 'full',
          entities: templates.map(entity => ({
            entity,
            locationKey: providerName,
          })),
        });
      } catch (error) {
        logger.error(
          'The catalog did not take the templates, which are sent again in a minute',
          toError(error),
        );
      }
    };
    await addTemplates();
    await scheduler.scheduleTask({
      id: refreshTaskId,
      fn: addTemplates,
      frequency: { minutes: 1 },
      initialDelay: { minutes: 1 },
      timeout: { minutes: 1 },
      scope: 'local',
    });
  },
});

/**
 * Adds the software templates of this package to the catalog.
 *
 * @public
 */
export const catalogModuleOpenChoreoTemplates = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'openchoreo-templates',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        processing: catalogProcessingExtensionPoint,
        scheduler: coreServices.scheduler,
      },
      async init({ config, logger, processing, scheduler }) {
        const folder = resolvePackagePath(packageName, 'templates');
        processing.addEntityProvider(
          createTemplateProvider(
            readTemplates(folder, readTemplatesConfig(config)),
            { logger, scheduler },
          ),
        );
      },
    });
  },
});
