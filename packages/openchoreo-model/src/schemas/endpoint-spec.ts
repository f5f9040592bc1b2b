import { z } from 'zod';
import { endpointPolicySchema } from './endpoint-policy';
import { endpointTypeSchema } from './workload-endpoint';

const visibilitySchema = z.object({
  enable: z.boolean().describe('Whether the endpoint is open to them.'),
  policies: z
    .array(endpointPolicySchema.describe('One policy.'))
    .optional()
    .describe('Policies that protect the endpoint from them.'),
});

const backendRefSchema = z.object({
  type: z
    .enum(['componentRef', 'target'])
    .describe('Which of the two is meant.'),
  basePath: z
    .string()
    .optional()
    .describe('Path of the endpoint at its backend.'),
  componentRef: z
    .object({ port: z.int32().describe('Port of the component.') })
    .optional()
    .describe('A port of the component.'),
  target: z
    .object({ url: z.string().describe('Address of the backend.') })
    .optional()
    .describe('An address outside the platform.'),
});

/** An endpoint: what it speaks, what serves it, who may reach it. */
export const endpointSpecSchema = z
  .object({
    type: endpointTypeSchema.describe('Protocol that the endpoint speaks.'),
    backendRef: backendRefSchema.describe('What serves the endpoint.'),
    networkVisibilities: z
      .object({
        organization: visibilitySchema
          .optional()
          .describe('The other projects of the organization.'),
        public: visibilitySchema
          .optional()
          .describe('Callers outside the organization.'),
      })
      .optional()
      .describe('Who may reach the endpoint besides the own project.'),
  })
  .describe('What the endpoint should be.');

export type EndpointSpec = z.infer<typeof endpointSpecSchema>;

/** An Endpoint in the making: metadata and spec. */
export const endpointTemplateSchema = z.object({
  metadata: z
    .object({
      name: z.string().optional().describe('Name of the endpoint.'),
      namespace: z.string().optional().describe('Namespace of the endpoint.'),
      labels: z
        .record(z.string(), z.string().describe('Value of the label.'))
        .optional()
        .describe('Labels of the endpoint.'),
      annotations: z
        .record(z.string(), z.string().describe('Value of the annotation.'))
        .optional()
        .describe('Annotations of the endpoint.'),
      finalizers: z
        .array(z.string().describe('One finalizer.'))
        .optional()
        .describe('Finalizers of the endpoint.'),
    })
    .describe('Metadata that the endpoint is given.'),
  spec: endpointSpecSchema,
});
