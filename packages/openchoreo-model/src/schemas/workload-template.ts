import { z } from 'zod';
import { envVarSchema, fileMountSchema } from './env-var';
import { imageReference } from './scalars';
import { workloadConnectionSchema } from './workload-connection';
import { workloadEndpointSchema } from './workload-endpoint';

/** One container of a workload. */
export const workloadContainerSchema = z.object({
  image: imageReference().describe(
    'Reference of the container image, with its tag or digest.',
  ),
  command: z
    .array(z.string().describe('One word of the command.'))
    .optional()
    .describe('Command that replaces the entry point of the image.'),
  args: z
    .array(z.string().describe('One argument.'))
    .optional()
    .describe('Arguments of the command.'),
  env: z
    .array(envVarSchema.describe('One environment variable.'))
    .optional()
    .describe('Environment variables of the container.'),
  files: z
    .array(fileMountSchema.describe('One file.'))
    .optional()
    .describe('Files to mount in the container.'),
});

/**
 * One container of a workload.
 *
 * @public
 */
export type WorkloadContainer = z.infer<typeof workloadContainerSchema>;

/**
 * Containers, endpoints and connections of a workload.
 *
 * @public
 */
export const workloadTemplateSchema = z.object({
  containers: z
    .record(z.string(), workloadContainerSchema.describe('One container.'))
    .optional()
    .describe(
      'Containers by name. The main container is main, otherwise the first by name.',
    ),
  imagePullSecrets: z
    .array(
      z
        .object({
          name: z
            .string()
            .min(1)
            .describe('Name of a Secret in the namespace of the cell.'),
        })
        .describe('One image pull Secret.'),
    )
    .optional()
    .meta({
      description:
        'Secrets with the credentials of the registries of the images, besides those of the class or component type.',
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['name'],
    }),
  endpoints: z
    .record(z.string(), workloadEndpointSchema.describe('One endpoint.'))
    .optional()
    .describe('Endpoints by name: ports on which the workload listens.'),
  connections: z
    .record(z.string(), workloadConnectionSchema.describe('One connection.'))
    .optional()
    .describe('Connections by name: targets that the workload calls.'),
});

/**
 * Containers, endpoints and connections of a workload.
 *
 * @public
 */
export type WorkloadTemplate = z.infer<typeof workloadTemplateSchema>;
