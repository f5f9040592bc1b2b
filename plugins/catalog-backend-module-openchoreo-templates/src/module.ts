import {
  coreServices,
  createBackendModule,
  resolvePackagePath,
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

/** A provider of entities that change with the version of the package only. */
const createTemplateProvider = (templates: Entity[]): EntityProvider => ({
  getProviderName: () => providerName,
  connect: connection =>
    connection.applyMutation({
      type: 'full',
      entities: templates.map(entity => ({
        entity,
        locationKey: providerName,
      })),
    }),
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
      },
      async init({ config, processing }) {
        const folder = resolvePackagePath(packageName, 'templates');
        processing.addEntityProvider(
          createTemplateProvider(
            readTemplates(folder, readTemplatesConfig(config)),
          ),
        );
      },
    });
  },
});
