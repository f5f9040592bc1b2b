import { z } from 'zod';
import { openEnum } from './openEnum';

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

export const watchedSourceSchema = z.object({
  name: z
    .string()
    .describe('Name of the control plane in `openchoreo.sources`.'),
  status: openEnum(['starting', 'live', 'stale'], 'stale'),
  lastSeen: z
    .string()
    .optional()
    .describe('ISO 8601 time of its last sign of life.'),
  message: z.string().optional().describe('Why it is not live.'),
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
      .array(watchedSourceSchema.omit({ message: true }))
      .optional()
      .describe(
        'Each control plane, where there are several. The answer is 503 only when none of them is live.',
      ),
  })
  .describe('Whether the resource cache is current.');

/** @public */
export type HealthReport = z.infer<typeof healthSchema>;
