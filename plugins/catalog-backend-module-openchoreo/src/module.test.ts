import { databaseServiceFactory } from '@backstage/backend-defaults/database';
import {
  coreServices,
  createBackendModule,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { stringifyEntityRef } from '@backstage/catalog-model';
import catalogBackend from '@backstage/plugin-catalog-backend';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { openChoreoServiceRef } from '@promenade/backstage-plugin-openchoreo-node';
import { openChoreoServiceMock } from '@promenade/backstage-plugin-openchoreo-node/testUtils';
import { InMemoryUnits } from './__testUtils__/InMemoryUnits';
import { anOrganization } from './__testUtils__/units';
import { catalogModuleOpenChoreo } from './module';

jest.setTimeout(60_000);

describe('catalogModuleOpenChoreo', () => {
  it('adds the entities of the platform to the catalog', async () => {
    const catalogUnits = new InMemoryUnits();
    catalogUnits.set(anOrganization());
    let listEntityRefs = async (): Promise<string[]> => [];
    const backend = await startTestBackend({
      features: [
        catalogBackend,
        catalogModuleOpenChoreo,
        databaseServiceFactory,
        mockServices.rootConfig.factory({
          data: {
            backend: {
              database: { client: 'better-sqlite3', connection: ':memory:' },
            },
          },
        }),
        createServiceFactory({
          service: openChoreoServiceRef,
          deps: {},
          factory: () => openChoreoServiceMock({ catalogUnits }),
        }),
        createBackendModule({
          pluginId: 'catalog',
          moduleId: 'test',
          register(env) {
            env.registerInit({
              deps: { auth: coreServices.auth, catalog: catalogServiceRef },
              async init({ auth, catalog }) {
                listEntityRefs = async () => {
                  const credentials = await auth.getOwnServiceCredentials();
                  const { items } = await catalog.getEntities(
                    {},
                    { credentials },
                  );
                  return items.map(entity => stringifyEntityRef(entity));
                };
              },
            });
          },
        }),
      ],
    });
    const timeout = AbortSignal.timeout(30_000);
    while (!(await listEntityRefs()).length) {
      timeout.throwIfAborted();
      await new Promise(resolve => setTimeout(resolve, 100));
    }
    expect(await listEntityRefs()).toEqual(['domain:acme/acme']);
    await backend.stop();
  });
});
