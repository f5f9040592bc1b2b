import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { metricsServiceRef } from '@backstage/backend-plugin-api/alpha';
import {
  catalogProcessingExtensionPoint,
  catalogServiceRef,
} from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import {
  openChoreoEntityRules,
  openChoreoServiceRef,
  type OpenChoreoService,
  readJoinMode,
} from '@promenade/backstage-plugin-openchoreo-node';
import { readCatalogModuleConfig } from './config';
import {
  createWriterLease,
  type LeaseTimes,
} from './lease/DatabaseWriterLease';
import {
  createInstanceMessages,
  type MessageTimes,
} from './instances/DatabaseMessages';
import { ClaimReader } from './join/ClaimReader';
import { ClaimSync, type ClaimTimes } from './join/ClaimSync';
import { JoinProcessor } from './join/JoinProcessor';
import { CatalogReader } from './provider/CatalogReader';
import { OpenChoreoEntityProvider } from './provider/OpenChoreoEntityProvider';
import type { ProviderTimes } from './provider/providerTimes';
import { limitRequests, type RequestTimes } from './provider/limitRequests';
import { LocationKeyProcessor } from './provider/LocationKeyProcessor';
import { NameHandover, type HandoverTimes } from './provider/NameHandover';
import { subscribeToConflicts } from './provider/subscribeToConflicts';
import { syncAllInstances } from './provider/syncAllInstances';
import { SyncMetrics } from './provider/SyncMetrics';
import { TemplatePermissionProcessor } from './TemplatePermissionProcessor';

/** Creates the module. Tests shorten its times. */
export const createCatalogModule = (
  times: Partial<
    ProviderTimes &
      LeaseTimes &
      ClaimTimes &
      HandoverTimes &
      RequestTimes &
      MessageTimes
  > = {},
) =>
  createBackendModule({
    pluginId: 'catalog',
    moduleId: 'openchoreo',
    register(env) {
      env.registerInit({
        deps: {
          auth: coreServices.auth,
          catalog: catalogServiceRef,
          config: coreServices.rootConfig,
          database: coreServices.database,
          events: eventsServiceRef,
          lifecycle: coreServices.lifecycle,
          logger: coreServices.logger,
          metrics: metricsServiceRef,
          openchoreo: openChoreoServiceRef,
          permissionsRegistry: coreServices.permissionsRegistry,
          processing: catalogProcessingExtensionPoint,
        },
        async init({
          auth,
          catalog,
          config,
          database,
          events,
          lifecycle,
          logger,
          metrics,
          openchoreo,
          permissionsRegistry,
          processing,
        }) {
          permissionsRegistry.addPermissionRules(openChoreoEntityRules);
          const requests = limitRequests(catalog, times.requestMs);
          const options = {
            ...readCatalogModuleConfig(config),
            ...times,
            logger,
            source: openchoreo.catalogUnits,
            catalog: new CatalogReader(requests, auth),
          };
          const handover = new NameHandover(options);
          const claims = new ClaimSync({
            ...options,
            handover,
            mode: readJoinMode(config),
            reader: new ClaimReader(requests, auth),
          });
          const provider = new OpenChoreoEntityProvider({
            ...options,
            joins: claims,
            handover,
            isLive: sourceName => isLive(openchoreo, sourceName),
            lease: await createWriterLease({ database, logger, times }),
            metrics: new SyncMetrics(metrics, openchoreo.cache),
          });
          const messages = await createInstanceMessages({
            database,
            logger,
            times,
          });
          await subscribeToConflicts(events, messages, async rejected => {
            const { entityRef, location } = rejected;
            if (!(await claims.reportConflict(rejected))) {
              provider.reportRejectedEntity(entityRef, location);
            }
          });
          const unregister = openchoreo.catalogSync.register(
            syncAllInstances(provider, messages),
          );
          messages.start();
          lifecycle.addShutdownHook(async () => {
            unregister();
            messages.stop();
            await provider.stop();
          });
          processing.addEntityProvider(provider);
          processing.addProcessor(
            new TemplatePermissionProcessor(),
            new JoinProcessor(claims),
            new LocationKeyProcessor(claims, handover),
          );
        },
      });
    },
  });

/** Whether all resources of a control plane, or without its name of all control planes, are current. */
function isLive(
  { cache }: Pick<OpenChoreoService, 'cache'>,
  sourceName: string | undefined,
): boolean {
  const { status, sources } = cache.freshness();
  const own = sources?.find(({ name }) => name === sourceName);
  return (own?.status ?? status) === 'live';
}

/**
 * Shows the resources of OpenChoreo in the catalog.
 *
 * @public
 */
export const catalogModuleOpenChoreo = createCatalogModule();
