import type { CatalogProvider } from '@promenade/backstage-plugin-openchoreo-node';
import { z } from 'zod';
import type { InstanceMessages } from '../instances/InstanceMessages';
import type { OpenChoreoEntityProvider } from './OpenChoreoEntityProvider';

const requestSchema = z.object({
  acceptSources: z.array(z.string()).optional(),
});

/** The topic on which an instance that does not write entities asks the others for a comparison. */
const syncTopic = 'catalog-sync';

/**
 * Makes a requested comparison reach the instance that writes the entities. That instance gets a message, and the caller waits for
 * the comparison of this one.
 */
export function syncAllInstances(
  provider: OpenChoreoEntityProvider,
  messages: InstanceMessages,
): CatalogProvider {
  messages.subscribe(syncTopic, payload => {
    provider.acceptSources(requestSchema.safeParse(payload).data ?? {});
    provider.requestComparison();
  });
  return {
    report: () => provider.report(),
    async sync(request = {}) {
      const { acceptSources = [] } = request;
      // Each instance holds sources back by itself.
      if (!provider.report().isWriter || acceptSources.length) {
        await messages.publish({
          topic: syncTopic,
          key: acceptSources.join(' '),
          payload: { acceptSources },
        });
      }
      await provider.sync(request);
    },
  };
}
