import { z } from 'zod';
import { staleSchema } from '../board';
import { deploymentStateSchema } from '../state';

const name = z.string().describe('Name.');
const organization = z.string().describe('Name of its organization.');
const displayName = z.string().optional().describe('Title, for people.');
const entityRef = z.string().describe('Entity ref in the catalog.');

/** Fields that name an entity. */
export const entityFields = { organization, name, displayName, entityRef };

/** Fields that tell how old an overview is. */
export const freshnessFields = {
  stale: staleSchema
    .optional()
    .describe('Present while the control plane is not reachable.'),
  asOf: z.string().describe('ISO 8601 time of the data.'),
};

/** How many components are in each state. */
export const stateCountsSchema = z
  .array(z.object({ state: deploymentStateSchema, count: z.int() }))
  .describe('How many components are in each state, the worst state first.');

/**
 * How many components are in each state, the worst state first.
 *
 * @public
 */
export type StateCounts = z.infer<typeof stateCountsSchema>;
