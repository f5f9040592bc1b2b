import { randomUUID } from 'node:crypto';
import type { EventsService } from '@backstage/plugin-events-node';
import { originLocation } from '@promenade/backstage-plugin-openchoreo-common';
import { z } from 'zod';

/** The topic on which the catalog publishes an entity that it rejects because another location has the name. */
const conflictTopic = 'experimental.catalog.conflict';

const conflictSchema = z.object({
  entityRef: z.string(),
  /** Location of the rejected entity. */
  newLocationKey: z.string(),
  existingLocationKey: z.string(),
});

/** Calls the listener for each entity of the host that the catalog rejects because this module has the name. */
export async function subscribeToConflicts(
  events: EventsService,
  onRejectedEntity: (entityRef: string, location: string) => void,
): Promise<void> {
  await events.subscribe({
    // Of instances with the same id, one receives an event. Each is to report it.
    id: `catalog-backend-module-openchoreo-${randomUUID()}`,
    topics: [conflictTopic],
    async onEvent({ eventPayload }) {
      const conflict = conflictSchema.safeParse(eventPayload).data;
      if (conflict?.existingLocationKey === originLocation) {
        onRejectedEntity(conflict.entityRef, conflict.newLocationKey);
      }
    },
  });
}
