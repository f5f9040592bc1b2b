import { z } from 'zod';

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

/** @public */
export const healthSchema = z
  .object({
    status: z.enum(['ok', 'starting', 'stale']),
    lastSeen: z
      .string()
      .optional()
      .describe('ISO 8601 time of the last sign of life of the control plane.'),
    message: z.string().optional(),
  })
  .describe('Whether the resource cache is current.');

/** @public */
export type HealthReport = z.infer<typeof healthSchema>;
