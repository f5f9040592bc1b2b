import { randomUUID } from 'node:crypto';
import type { EventsService } from '@backstage/plugin-events-node';
import type { CatalogProvider } from '@promenade/backstage-plugin-openchoreo-node';
import { z } from 'zod';
import type { OpenChoreoEntityProvider } from './OpenChoreoEntityProvider';

const requestSchema = z.object({
  acceptSources: z.array(z.string()).optional(),
});

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
    async onEvent({ metadata, eventPayload }) {
      if (metadata?.instance === instance) return;
      provider.acceptSources(requestSchema.safeParse(eventPayload).data ?? {});
      provider.requestComparison();
    },
  });
  return {
    report: () => provider.report(),
    async sync(request = {}) {
      // Each instance holds sources back by itself.
      if (!provider.report().isWriter || request.acceptSources?.length) {
        await events.publish({
          topic: syncTopic,
          eventPayload: request,
          metadata: { instance },
        });
      }
      await provider.sync(request);
    },
  };
}
