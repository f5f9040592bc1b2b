import { z } from 'zod';
import { catalogSyncSchema } from '../catalogSync';
import { catalogSyncPermission } from '../permissions';
import type { Operation } from './Operation';

const declareCommand = <Input extends z.ZodObject, Output extends z.ZodType>(
  declaration: Operation<Input, Output>,
): Operation<Input, Output> => declaration;

const syncCatalog = declareCommand({
  name: 'sync-catalog',
  title: 'Sync the catalog now',
  description:
    'Compares all entities with the resources of the control plane now, and sends the differences to the catalog. Responds when that is done. `acceptSources` takes control planes as they are that are held back because they have none of the resources of before.',
  resource: 'platform',
  permission: catalogSyncPermission,
  input: z.object({
    acceptSources: z
      .array(z.string())
      .optional()
      .describe(
        'Names of held control planes, which are taken as they are: entities whose resource they do not have are removed.',
      ),
  }),
  output: catalogSyncSchema,
  http: {
    method: 'POST',
    path: '/catalog-sync',
    status: 200,
    conflict: 'The catalog module does not run in this process.',
  },
  audit: {
    eventId: 'catalog-sync',
    severityLevel: 'medium',
    meta: ({ acceptSources = [] }): Record<string, string> =>
      acceptSources.length ? { acceptSources: acceptSources.join(', ') } : {},
    outcome: ({ provider }) => ({ isWriter: `${provider?.isWriter}` }),
  },
});

/**
 * The operations that make the backend do something without a change of the platform. A verb changes the platform, and a read
 * does nothing.
 *
 * @public
 */
export const commands = { syncCatalog };
