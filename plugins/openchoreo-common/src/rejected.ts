import { z } from 'zod';

/** @public */
export const rejectedResourceSchema = z.object({
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
 * A resource that could not be used, and why. It never stops the others.
 *
 * @public
 */
export type RejectedResource = z.infer<typeof rejectedResourceSchema>;

/** @public */
export const rejectedReportSchema = z
  .object({ resources: z.array(rejectedResourceSchema) })
  .describe('Resources that could not be used.');

/** @public */
export const healthSchema = z
  .object({
    status: z.enum(['ok', 'starting', 'stale']),
    lastSeen: z
      .string()
      .optional()
      .describe('ISO 8601 time when the control plane was last heard from.'),
    message: z.string().optional(),
  })
  .describe('Whether the view is current.');

/** @public */
export type HealthReport = z.infer<typeof healthSchema>;
