import { randomUUID } from 'node:crypto';
import type { EventsService } from '@backstage/plugin-events-node';
import type { CatalogProvider } from '@promenade/backstage-plugin-openchoreo-node';
import type { OpenChoreoEntityProvider } from './OpenChoreoEntityProvider';

/** The topic on which an instance that does not write entities asks the others for a comparison. */
const syncTopic = 'openchoreo.catalog-sync';

/**
 * Makes a requested comparison reach the instance that writes the entities. That instance is told by an event, and the caller
 * waits for the comparison of this one.
 */
export async function syncAllInstances(
  provider: OpenChoreoEntityProvider,
  events: EventsService,
): Promise<CatalogProvider> {
  const instance = randomUUID();
  await events.subscribe({
    // Of instances with the same id, one receives an event. Each is to compare.
    id: `catalog-backend-module-openchoreo-sync-${instance}`,
    topics: [syncTopic],
    async onEvent({ metadata }) {
      if (metadata?.instance !== instance) provider.requestComparison();
    },
  });
  return {
    report: () => provider.report(),
    async sync() {
      if (!provider.report().isWriter) {
        await events.publish({
          topic: syncTopic,
          eventPayload: {},
          metadata: { instance },
        });
      }
      await provider.sync();
    },
  };
}
