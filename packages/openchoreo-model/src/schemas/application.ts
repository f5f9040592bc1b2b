import { z } from 'zod';
import { envVarSchema, fileMountSchema } from './env-var';
import { probeSchema } from './probe';
import { strings } from './scalars';

const groupOrSecret = <T extends z.ZodType>(reference: T) => ({
  configurationGroupRef: reference
    .optional()
    .describe('Takes all configurations of a ConfigurationGroup.'),
  secretRef: reference.optional().describe('Takes all keys of a Secret.'),
});

const nameRefSchema = z.object({
  name: z.string().describe('Name of the object.'),
});

const mountedRefSchema = nameRefSchema.extend({
  mountPath: z.string().describe('Folder inside the container.'),
});

const count = (description: string) =>
  z.int32().optional().describe(description);

const scalingSchema = z.object({
  hpa: z
    .object({
      minReplicas: count('Fewest replicas.'),
      maxReplicas: count('Most replicas.'),
      cpuThreshold: count('Percentage of CPU at which replicas are added.'),
      memoryThreshold: count(
        'Percentage of memory at which replicas are added.',
      ),
    })
    .optional()
    .describe('Scales with load.'),
  s2z: z
    .object({
      maxReplicas: count('Most replicas.'),
      queueLength: count('Waiting requests at which a replica is added.'),
    })
    .optional()
    .describe('Scales with load, down to nothing.'),
});

const taskSchema = z.object({
  disabled: z.boolean().optional().describe('Whether the task rests.'),
  schedule: z
    .object({
      cron: z.string().describe('When the task runs, as a cron expression.'),
      timezone: z
        .string()
        .optional()
        .describe('Time zone of the expression, for example Asia/Colombo.'),
    })
    .optional()
    .describe('When the task runs.'),
});

/** How a deployable artifact is configured, and what a deployment overrides of it. */
export const applicationSchema = z.object({
  args: strings('One argument.')
    .optional()
    .describe('Arguments to the command of the container.'),
  env: z
    .array(envVarSchema.describe('One environment variable.'))
    .optional()
    .describe('Environment variables, one by one.'),
  envFrom: z
    .array(
      z
        .object(groupOrSecret(nameRefSchema))
        .describe('One source of environment variables.'),
    )
    .optional()
    .describe('Environment variables, a whole object at a time.'),
  fileMounts: z
    .array(fileMountSchema.describe('One file.'))
    .optional()
    .describe('Files, one by one.'),
  fileMountsFrom: z
    .array(
      z
        .object(groupOrSecret(mountedRefSchema))
        .describe('One source of files.'),
    )
    .optional()
    .describe('Files, a whole object at a time.'),
  resourceLimits: z
    .object({
      cpu: z.string().optional().describe('Most CPU, for example 500m.'),
      memory: z.string().optional().describe('Most memory, for example 256Mi.'),
    })
    .optional()
    .describe('Most that the container may use.'),
  probes: z
    .object({
      readinessProbe: probeSchema
        .optional()
        .describe('Tells whether the container can take requests.'),
      livenessProbe: probeSchema
        .optional()
        .describe('Tells whether the container has to be restarted.'),
    })
    .optional()
    .describe('How one sees that the container is well.'),
  scaling: scalingSchema
    .optional()
    .describe('How the number of replicas follows load.'),
  task: taskSchema.optional().describe('What only a task has.'),
});
