import { randomUUID } from 'node:crypto';
import type { Entity } from '@backstage/catalog-model';
import type { EventsService } from '@backstage/plugin-events-node';
import { originLocation } from '@promenade/backstage-plugin-openchoreo-common';
import { z } from 'zod';
import type { InstanceMessages } from '../instances/InstanceMessages';

/** The topic of events with which the catalog reports an entity that it rejects because another location has the name. */
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

/** The topic on which an instance tells the others of a rejected entity. */
const rejectedTopic = 'rejected-entity';

/**
 * Calls the listener for each entity of the host that the catalog rejects because this module has the name. The catalog reports it
 * on the instance that processes its location, which tells the others, so that the one that writes can hand the name over.
 */
export async function subscribeToConflicts(
  events: EventsService,
  messages: InstanceMessages,
  onRejectedEntity: (rejected: RejectedEntity) => Promise<void>,
): Promise<void> {
  messages.subscribe(rejectedTopic, async payload => {
    const rejected = readConflict(payload);
    if (rejected) await onRejectedEntity(rejected);
  });
  await events.subscribe({
    // Of instances with the same id, one receives an event. Each is to report it.
    id: `catalog-backend-module-openchoreo-${randomUUID()}`,
    topics: [conflictTopic],
    async onEvent({ eventPayload }) {
      const rejected = readConflict(eventPayload);
      if (!rejected) return;
      await onRejectedEntity(rejected);
      await messages.publish({
        topic: rejectedTopic,
        key: `${rejected.entityRef} ${rejected.location}`,
        payload: conflictSchema.parse(eventPayload),
      });
    },
  });
}

function readConflict(payload: unknown): RejectedEntity | undefined {
  const conflict = conflictSchema.safeParse(payload).data;
  return conflict?.existingLocationKey === originLocation
    ? {
        entityRef: conflict.entityRef,
        location: conflict.newLocationKey,
        entity: conflict.unprocessedEntity,
      }
    : undefined;
}
