import { z } from 'zod';
import { envVarSchema, fileMountSchema } from './env-var';
import { probeSchema } from './probe';
import { strings } from './scalars';

const groupOrSecret = <T extends z.ZodType>(reference: T) => ({
  configurationGroupRef: reference
    .optional()
    .describe('ConfigurationGroup whose configurations are all used.'),
  secretRef: reference.optional().describe('Secret whose keys are all used.'),
});

const nameRefSchema = z.object({
  name: z.string().describe('Name of the object.'),
});

const mountedRefSchema = nameRefSchema.extend({
  mountPath: z.string().describe('Directory in the container.'),
});

const count = (description: string) =>
  z.int32().optional().describe(description);

const scalingSchema = z.object({
  hpa: z
    .object({
      minReplicas: count('Minimum number of replicas.'),
      maxReplicas: count('Maximum number of replicas.'),
      cpuThreshold: count(
        'CPU utilization in percent above which replicas are added.',
      ),
      memoryThreshold: count(
        'Memory utilization in percent above which replicas are added.',
      ),
    })
    .optional()
    .describe('Scaling by CPU and memory (HorizontalPodAutoscaler).'),
  s2z: z
    .object({
      maxReplicas: count('Maximum number of replicas.'),
      queueLength: count(
        'Number of waiting requests above which a replica is added.',
      ),
    })
    .optional()
    .describe('Scaling by requests, down to zero.'),
});

const taskSchema = z.object({
  disabled: z.boolean().optional().describe('Whether the task is suspended.'),
  schedule: z
    .object({
      cron: z.string().describe('Cron expression.'),
      timezone: z
        .string()
        .optional()
        .describe(
          'Time zone of the cron expression, for example Asia/Colombo.',
        ),
    })
    .optional()
    .describe('Schedule of the task.'),
});

/** Application configuration of a DeployableArtifact, and the overrides of a Deployment. */
export const applicationSchema = z.object({
  args: strings('One argument.')
    .optional()
    .describe('Arguments of the command of the container.'),
  env: z
    .array(envVarSchema.describe('One environment variable.'))
    .optional()
    .describe('Environment variables, each with its own value.'),
  envFrom: z
    .array(
      z
        .object(groupOrSecret(nameRefSchema))
        .describe('One source of environment variables.'),
    )
    .optional()
    .describe('Objects whose keys all become environment variables.'),
  fileMounts: z
    .array(fileMountSchema.describe('One file.'))
    .optional()
    .describe('Files, each with its own content.'),
  fileMountsFrom: z
    .array(
      z
        .object(groupOrSecret(mountedRefSchema))
        .describe('One source of files.'),
    )
    .optional()
    .describe('Objects whose keys all become files.'),
  resourceLimits: z
    .object({
      cpu: z.string().optional().describe('CPU limit, for example 500m.'),
      memory: z
        .string()
        .optional()
        .describe('Memory limit, for example 256Mi.'),
    })
    .optional()
    .describe('Resource limits of the container.'),
  probes: z
    .object({
      readinessProbe: probeSchema
        .optional()
        .describe(
          'Probe that decides whether the container receives requests.',
        ),
      livenessProbe: probeSchema
        .optional()
        .describe('Probe that decides whether the container is restarted.'),
    })
    .optional()
    .describe('Probes of the container.'),
  scaling: scalingSchema.optional().describe('Scaling of the replicas.'),
  task: taskSchema.optional().describe('Settings of a scheduled task.'),
});
