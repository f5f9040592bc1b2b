import { z } from 'zod';
import { timestamp } from './scalars';

/** One condition, as meta/v1 defines it. */
export const conditionSchema = z.object({
  type: z
    .string()
    .max(316)
    .regex(
      /^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\/)?(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])$/,
    )
    .describe('What the condition is about, for example Ready.'),
  status: z
    .enum(['True', 'False', 'Unknown'])
    .describe('Whether the condition holds: True, False, or Unknown.'),
  reason: z
    .string()
    .min(1)
    .max(1024)
    .regex(/^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$/)
    .describe('Why the condition has its status, as one word for programs.'),
  message: z
    .string()
    .max(32768)
    .describe('Why the condition has its status, in words for people.'),
  lastTransitionTime: timestamp().describe(
    'When the status of the condition last changed.',
  ),
  observedGeneration: z
    .int()
    .min(0)
    .optional()
    .describe('Generation of the resource that the condition was set for.'),
});

export type Condition = z.infer<typeof conditionSchema>;

/** The conditions of a resource: a list with one entry for each type. */
export const conditionsSchema = z
  .array(conditionSchema.describe('One observation about the resource.'))
  .meta({
    description: 'What is known about the state of the resource.',
    'x-kubernetes-list-type': 'map',
    'x-kubernetes-list-map-keys': ['type'],
  });
