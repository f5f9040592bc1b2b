import { z } from 'zod';
import { endpointPolicySchema } from './endpoint-policy';
import { endpointTypeSchema } from './workload-endpoint';

const visibilitySchema = z.object({
  enable: z
    .boolean()
    .describe('Whether the gateway has a route to the endpoint.'),
  policies: z
    .array(endpointPolicySchema.describe('One policy.'))
    .optional()
    .describe('Policies of the endpoint. Accepted but has no effect yet.'),
});

const backendRefSchema = z.object({
  type: z
    .enum(['componentRef', 'target'])
    .describe('Which of componentRef and target is used.'),
  basePath: z
    .string()
    .optional()
    .describe('Base path of the endpoint at its backend.'),
  componentRef: z
    .object({
      port: z.int32().describe('Port of the Service of the component.'),
    })
    .optional()
    .describe('Backend that is the component itself.'),
  target: z
    .object({ url: z.string().describe('URL of the backend.') })
    .optional()
    .describe('External backend. Accepted but has no effect yet.'),
});

/** Protocol, backend and visibility of an Endpoint. */
export const endpointSpecSchema = z
  .object({
    type: endpointTypeSchema.describe('Protocol of the endpoint.'),
    backendRef: backendRefSchema.describe('Backend of the endpoint.'),
    networkVisibilities: z
      .object({
        organization: visibilitySchema
          .optional()
          .describe('Visibility to other projects of the organization.'),
        public: visibilitySchema
          .optional()
          .describe('Visibility to callers outside the organization.'),
      })
      .optional()
      .describe('Visibility of the endpoint outside its project.'),
  })
  .describe('Desired state of the endpoint.');

/** Template of an Endpoint: metadata and spec. */
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
    .describe('Metadata of the endpoint.'),
  spec: endpointSpecSchema,
});
