import { z } from 'zod';
import { openEnum } from './openEnum';
import { syncStatusTypes } from './syncStatusTypes';

/** @public */
export const rejectedResourceSchema = z.object({
  source: z
    .string()
    .optional()
    .describe(
      'Name of the control plane in `openchoreo.sources`. The names of the resource are those of Kubernetes.',
    ),
  apiVersion: z.string(),
  kind: z.string(),
  namespace: z.string().optional(),
  name: z.string(),
  problems: z.array(
    z.object({
      path: z.string().describe('The field, such as `spec.owner.projectName`.'),
      message: z.string(),
    }),
  ),
  since: z.string().describe('ISO 8601 time.'),
});

/**
 * A resource that does not match its schema, with the errors.
 *
 * @public
 */
export type RejectedResource = z.infer<typeof rejectedResourceSchema>;

/** @public */
export const rejectedReportSchema = z
  .object({ resources: z.array(rejectedResourceSchema) })
  .describe('Resources that do not match their schema.');

const missingRightSchema = z.object({
  apiGroup: z.string(),
  resource: z.string().describe('The plural, such as `components`.'),
  kind: z.string(),
  verbs: z.array(z.string()),
});

/** What is known of the watch of a control plane. */
export const watchSchema = z.object({
  status: openEnum(['starting', 'live', 'stale'], 'stale'),
  lastSeen: z
    .string()
    .optional()
    .describe('ISO 8601 time of the last sign of life of the control plane.'),
  reason: openEnum(
    [
      'invalidKubeconfig',
      'unreachable',
      'untrusted',
      'unauthorized',
      'forbidden',
      'wrongApi',
      'missingDefinitions',
    ],
    'unreachable',
  )
    .optional()
    .describe('Why it is not live, if that is known.'),
  message: z
    .string()
    .optional()
    .describe('Why it is not live, and what to do.'),
  missingRights: z
    .array(missingRightSchema)
    .optional()
    .describe(
      'The rights that the Kubernetes account of the backend lacks. The kinds are not read, and the others may be live.',
    ),
  grant: z
    .string()
    .optional()
    .describe('A manifest that grants the missing rights, in YAML.'),
});

export const watchedSourceSchema = watchSchema.extend({
  name: z
    .string()
    .describe('Name of the control plane in `openchoreo.sources`.'),
});

/**
 * Whether the cached resources of one of several control planes are current.
 *
 * @public
 */
export type WatchedSource = z.infer<typeof watchedSourceSchema>;

/** @public */
export const healthSchema = z
  .object({
    status: z
      .enum(['ok', 'starting', 'stale'])
      .describe('The worst status, where there are several control planes.'),
    lastSeen: z
      .string()
      .optional()
      .describe('ISO 8601 time of the last sign of life of the control plane.'),
    message: z.string().optional(),
    sources: z
      .array(
        watchedSourceSchema.pick({ name: true, status: true, lastSeen: true }),
      )
      .optional()
      .describe(
        'Each control plane, where there are several. The answer is 503 only when none of them is live.',
      ),
  })
  .describe('Whether the resource cache is current.');

/** @public */
export type HealthReport = z.infer<typeof healthSchema>;

/** @public */
export const catalogHealthSchema = z
  .object({
    status: z
      .enum(syncStatusTypes)
      .describe(
        'What is to be said first about the sync. `current`, `waiting` and `held` need nobody.',
      ),
    isWriter: z
      .boolean()
      .optional()
      .describe('Whether this instance of the backend writes the entities.'),
    lastComparison: z
      .string()
      .optional()
      .describe('ISO 8601 time of the last comparison with the catalog.'),
  })
  .describe('Whether the catalog follows the control plane.');
