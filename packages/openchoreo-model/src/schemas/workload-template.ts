import { z } from 'zod';
import { envVarSchema, fileMountSchema } from './env-var';
import { workloadConnectionSchema } from './workload-connection';
import { workloadEndpointSchema } from './workload-endpoint';

/** One container of a workload. */
export const workloadContainerSchema = z.object({
  image: z.string().min(1).describe('Container image, with its tag or digest.'),
  command: z
    .array(z.string().describe('One word of the command.'))
    .optional()
    .describe('Command to run instead of the entry point of the image.'),
  args: z
    .array(z.string().describe('One argument.'))
    .optional()
    .describe('Arguments to the command.'),
  env: z
    .array(envVarSchema.describe('One environment variable.'))
    .optional()
    .describe('Environment variables of the container.'),
  files: z
    .array(fileMountSchema.describe('One file.'))
    .optional()
    .describe('Files that are mounted into the container.'),
});

export type WorkloadContainer = z.infer<typeof workloadContainerSchema>;

/** What runs, whatever the environment: containers, endpoints, connections. */
export const workloadTemplateSchema = z.object({
  containers: z
    .record(z.string(), workloadContainerSchema.describe('One container.'))
    .optional()
    .describe('Containers by name; the first among them is called `main`.'),
  endpoints: z
    .record(z.string(), workloadEndpointSchema.describe('One endpoint.'))
    .optional()
    .describe('Ports that the workload listens on, by endpoint name.'),
  connections: z
    .record(z.string(), workloadConnectionSchema.describe('One connection.'))
    .optional()
    .describe('What the workload talks to, by connection name.'),
});

export type WorkloadTemplate = z.infer<typeof workloadTemplateSchema>;
