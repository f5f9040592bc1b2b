import { z } from 'zod';
import { envVarSchema } from './env-var';
import { resourceRequirementsSchema } from './resource-requirements';
import { rawObject } from './scalars';

const containerOverridesSchema = z.object({
  env: z
    .array(envVarSchema.describe('One environment variable.'))
    .optional()
    .describe('Environment variables to add or to replace, by key.'),
  resources: resourceRequirementsSchema
    .optional()
    .describe('Resources of the container.'),
});

/** Overrides of one environment. Promotions do not change them. */
export const envOverridesSchema = z
  .object({
    replicas: z.int32().min(0).optional().describe('Number of replicas.'),
    containers: z
      .record(
        z.string(),
        containerOverridesSchema.describe('Overrides of one container.'),
      )
      .optional()
      .describe('Overrides of containers, by name.'),
    apis: z
      .record(
        z.string(),
        rawObject().describe('Fields that are merged over the API.'),
      )
      .optional()
      .describe('Overrides of APIs, by name.'),
    schedule: z
      .string()
      .optional()
      .describe('Cron expression of a scheduled task.'),
  })
  .describe('Overrides of this environment. Promotions do not change them.');

/**
 * Overrides of one environment. Promotions do not change them.
 *
 * @public
 */
export type EnvOverrides = z.infer<typeof envOverridesSchema>;
