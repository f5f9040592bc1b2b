import { z } from 'zod';
import { envVarSchema } from './env-var';
import { resourceRequirementsSchema } from './resource-requirements';
import { rawObject } from './scalars';

const containerOverridesSchema = z.object({
  env: z
    .array(envVarSchema.describe('One environment variable.'))
    .optional()
    .describe('Environment variables that are added or replaced, by key.'),
  resources: resourceRequirementsSchema
    .optional()
    .describe('Resources of the container in this environment.'),
});

/** What differs in one environment. Promotions leave it as it is. */
export const envOverridesSchema = z
  .object({
    replicas: z
      .int32()
      .min(0)
      .optional()
      .describe('Number of replicas in this environment.'),
    containers: z
      .record(
        z.string(),
        containerOverridesSchema.describe('What differs in one container.'),
      )
      .optional()
      .describe('What differs in the containers, by name.'),
    apis: z
      .record(
        z.string(),
        rawObject().describe('Fields that are laid over the API.'),
      )
      .optional()
      .describe('What differs in the APIs, by name.'),
    schedule: z
      .string()
      .optional()
      .describe('Cron schedule of a scheduled task in this environment.'),
  })
  .describe('What differs in this environment; promotions leave it as it is.');

export type EnvOverrides = z.infer<typeof envOverridesSchema>;
