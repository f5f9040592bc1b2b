import { z } from 'zod';
import {
  rejectedResourceSchema,
  watchedSourceSchema,
  watchSchema,
} from './rejected';

const heldRemovalSchema = z.object({
  resource: z
    .string()
    .describe('Type, organization and name, such as `component:acme/greeter`.'),
  entityRefs: z.array(z.string()),
  reason: z.string(),
  since: z.string().describe('ISO 8601 time.'),
  until: z
    .string()
    .optional()
    .describe(
      'ISO 8601 time. The entities are removed then if their resource does not exist. Absent while their source is held: then somebody has to accept it.',
    ),
});

const heldSourceSchema = z.object({
  source: z
    .string()
    .describe(
      'Name of the control plane. Empty for the organizations that none has.',
    ),
  reason: z.string(),
  since: z.string().describe('ISO 8601 time.'),
});

/**
 * A control plane of which nothing is written, because it has none of the resources that the catalog has entities of.
 *
 * @public
 */
export type HeldSource = z.infer<typeof heldSourceSchema>;

/**
 * Entities that are not removed yet, although their resource is gone.
 *
 * @public
 */
export type HeldRemoval = z.infer<typeof heldRemovalSchema>;

/** @public */
export const catalogProviderReportSchema = z.object({
  isWriter: z
    .boolean()
    .describe('Whether this instance of the backend writes the entities.'),
  lastComparison: z
    .object({
      at: z.string().describe('ISO 8601 time of its end.'),
      durationSeconds: z.number(),
    })
    .optional()
    .describe('The last successful comparison with the catalog.'),
  comparisonProblem: z
    .string()
    .optional()
    .describe('Why the comparison after the last successful one failed.'),
  lastChange: z
    .string()
    .optional()
    .describe(
      'ISO 8601 time at which the catalog accepted the last change of a resource from this instance.',
    ),
  writeProblem: z
    .string()
    .optional()
    .describe('Why the catalog did not accept the last change.'),
  entities: z
    .array(z.object({ kind: z.string(), count: z.int() }))
    .describe('Number of entities by kind, such as `component`.'),
  waiting: z
    .int()
    .describe('Number of resources whose change is not in the catalog yet.'),
  unreadTypes: z
    .array(z.string())
    .describe('Types whose resources cannot be read, so that they wait.'),
  heldEntities: z
    .int()
    .describe('Number of entities whose removal is held back.'),
  heldRemovals: z
    .array(heldRemovalSchema)
    .describe('The first 100 resources whose entities are not removed yet.'),
  heldSources: z
    .array(heldSourceSchema)
    .default([])
    .describe(
      'Control planes of which nothing is written, because they have none of the resources that the catalog has entities of. `POST /catalog-sync` with `acceptSources` takes them as they are.',
    ),
});

/**
 * What one instance of the entity provider has done.
 *
 * @public
 */
export type CatalogProviderReport = z.infer<typeof catalogProviderReportSchema>;

/** @public */
export const catalogSyncSchema = z
  .object({
    watch: watchSchema.extend({
      sources: z
        .array(watchedSourceSchema)
        .optional()
        .describe(
          'Each control plane, where there are several. `status` is the worst of them.',
        ),
    }),
    provider: catalogProviderReportSchema
      .optional()
      .describe(
        'Undefined when the catalog module does not run in this process.',
      ),
    rejected: z.array(rejectedResourceSchema),
    canSync: z
      .boolean()
      .describe('Whether the caller may compare the catalog now.'),
  })
  .describe('How the catalog follows the control plane.');

/**
 * How the catalog follows the control plane.
 *
 * @public
 */
export type CatalogSyncReport = z.infer<typeof catalogSyncSchema>;
