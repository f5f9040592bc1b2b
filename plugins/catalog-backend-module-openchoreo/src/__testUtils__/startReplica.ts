import { createServiceFactory } from '@backstage/backend-plugin-api';
import {
  openChoreoServiceRef,
  type CatalogUnitSource,
  type OpenChoreoService,
} from '@promenade/backstage-plugin-openchoreo-node';
import { openChoreoServiceMock } from '@promenade/backstage-plugin-openchoreo-node/testUtils';
import { createCatalogModule } from '../module';
import { CatalogBackend, type CatalogBackendOptions } from './CatalogBackend';

/** Starts an instance of a Backstage backend with the catalog and this module. Its times are short. */
export function startReplica({
  units,
  openChoreo = openChoreoServiceMock({ catalogUnits: units }),
  times,
  features = [],
  ...options
}: Pick<CatalogBackendOptions, 'database' | 'config' | 'features' | 'log'> & {
  /** None by default. */
  units?: CatalogUnitSource;
  /** One with the units by default. */
  openChoreo?: OpenChoreoService;
  times?: Parameters<typeof createCatalogModule>[0];
}): Promise<CatalogBackend> {
  return CatalogBackend.start({
    ...options,
    features: [
      ...features,
      createCatalogModule({
        coalesceMs: 10,
        retryMs: 100,
        requestMs: 20_000,
        leaseMs: 2_000,
        renewMs: 200,
        handoverEveryMs: 200,
        messagesEveryMs: 200,
        ...times,
      }),
      createServiceFactory({
        service: openChoreoServiceRef,
        deps: {},
        factory: () => openChoreo,
      }),
    ],
  });
}
