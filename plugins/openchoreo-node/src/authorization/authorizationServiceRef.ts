import {
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { openChoreoServiceRef } from '../openChoreoServiceRef';
import { Authorization } from './Authorization';
import { catalogModuleServiceRef } from './catalogModule';
import { componentEntitiesServiceRef } from './ComponentEntities';

/**
 * The authorization of a plugin. It audits with the auditor of that plugin.
 *
 * @public
 */
export const authorizationServiceRef = createServiceRef<Authorization>({
  id: 'openchoreo.authorization',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: {
        auth: coreServices.auth,
        auditor: coreServices.auditor,
        catalog: catalogServiceRef,
        catalogModule: catalogModuleServiceRef,
        componentEntities: componentEntitiesServiceRef,
        openChoreo: openChoreoServiceRef,
        permissions: coreServices.permissions,
        userInfo: coreServices.userInfo,
      },
      factory: services => new Authorization(services),
    }),
});
