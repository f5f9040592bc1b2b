import { randomUUID } from 'node:crypto';
import type { Entity } from '@backstage/catalog-model';
import type { EventsService } from '@backstage/plugin-events-node';
import { originLocation } from '@promenade/backstage-plugin-openchoreo-common';
import { z } from 'zod';

/** The topic on which the catalog publishes an entity that it rejects because another location has the name. */
const conflictTopic = 'experimental.catalog.conflict';

const entitySchema = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({ name: z.string() }),
});

const conflictSchema = z.object({
  entityRef: z.string(),
  /** Location of the rejected entity. */
  newLocationKey: z.string(),
  existingLocationKey: z.string(),
  unprocessedEntity: z
    .custom<Entity>(value => entitySchema.safeParse(value).success)
    .optional()
    .catch(undefined),
});

/** An entity of the host that the catalog rejects because this module has the name. */
export interface RejectedEntity {
  entityRef: string;
  location: string;
  /** Undefined where the event does not have it. */
  entity?: Entity;
}

/** Calls the listener for each entity of the host that the catalog rejects because this module has the name. */
export async function subscribeToConflicts(
  events: EventsService,
  onRejectedEntity: (rejected: RejectedEntity) => void | Promise<void>,
): Promise<void> {
  await events.subscribe({
    // Of instances with the same id, one receives an event. Each is to report it.
    id: `catalog-backend-module-openchoreo-${randomUUID()}`,
    topics: [conflictTopic],
    async onEvent({ eventPayload }) {
      const conflict = conflictSchema.safeParse(eventPayload).data;
      if (conflict?.existingLocationKey === originLocation) {
        await onRejectedEntity({
          entityRef: conflict.entityRef,
          location: conflict.newLocationKey,
          entity: conflict.unprocessedEntity,
        });
      }
    },
  });
}
