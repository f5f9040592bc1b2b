import {
  coreServices,
  createBackendModule,
  resolvePackagePath,
  type SchedulerService,
} from '@backstage/backend-plugin-api';
import {
  catalogProcessingExtensionPoint,
  type EntityProvider,
} from '@backstage/plugin-catalog-node';
import type { Entity } from '@backstage/catalog-model';
import { readTemplatesConfig } from './config';
import { readTemplates } from './readTemplates';

const packageName =
  '@promenade/backstage-plugin-catalog-backend-module-openchoreo-templates';

/** The catalog deletes the entities of a provider whose name it does not know any more: the name never changes. */
const providerName = 'openchoreo-templates';

/** The id of the task that adds templates again. */
export const refreshTaskId = 'openchoreo-templates-refresh';

/** Adds the templates, and again every minute: a backend that starts without this module has removed them for all. */
const createTemplateProvider = (
  templates: Entity[],
  scheduler: SchedulerService,
): EntityProvider => ({
  getProviderName: () => providerName,
  connect: async connection => {
    const addTemplates = () =>
      connection.applyMutation({
        type: 'full',
        entities: templates.map(entity => ({
          entity,
          locationKey: providerName,
        })),
      });
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
        processing: catalogProcessingExtensionPoint,
        scheduler: coreServices.scheduler,
      },
      async init({ config, processing, scheduler }) {
        const folder = resolvePackagePath(packageName, 'templates');
        processing.addEntityProvider(
          createTemplateProvider(
            readTemplates(folder, readTemplatesConfig(config)),
            scheduler,
          ),
        );
      },
    });
  },
});
