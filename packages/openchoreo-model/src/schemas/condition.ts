import { z } from 'zod';
import { timestamp } from './scalars';

/** meta/v1 Condition. */
export const conditionSchema = z.object({
  type: z
    .string()
    .max(316)
    .regex(
      /^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\/)?(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])$/,
    )
    .describe('Type of the condition, for example Ready.'),
  status: z
    .enum(['True', 'False', 'Unknown'])
    .describe('Status of the condition: True, False or Unknown.'),
  reason: z
    .string()
    .min(1)
    .max(1024)
    .regex(/^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$/)
    .describe('Machine-readable reason for the status, in CamelCase.'),
  message: z
    .string()
    .max(32768)
    .describe('Human-readable message about the status.'),
  lastTransitionTime: timestamp().describe(
    'Time at which the status last changed.',
  ),
  observedGeneration: z
    .int()
    .min(0)
    .optional()
    .describe('Generation of the resource that the condition is based on.'),
});

/**
 * A `meta/v1` Condition.
 *
 * @public
 */
export type Condition = z.infer<typeof conditionSchema>;

/**
 * Conditions of a resource, keyed by type.
 *
 * @public
 */
export const conditionsSchema = z
  .array(conditionSchema.describe('One condition of the resource.'))
  .meta({
    description: 'Conditions of the resource, one for each type.',
    'x-kubernetes-list-type': 'map',
    'x-kubernetes-list-map-keys': ['type'],
  });
