import { z } from 'zod';

/** The protocols that an endpoint can speak. */
export const endpointTypeSchema = z.enum([
  'HTTP',
  'REST',
  'gRPC',
  'GraphQL',
  'Websocket',
  'TCP',
  'UDP',
]);

export type EndpointType = z.infer<typeof endpointTypeSchema>;

/** A port that a workload listens on. */
export const workloadEndpointSchema = z.object({
  type: endpointTypeSchema.describe('Protocol that the endpoint speaks.'),
  port: z
    .int32()
    .min(1)
    .max(65535)
    .describe('Port on which the endpoint is reached.'),
  schema: z
    .object({
      type: z
        .string()
        .optional()
        .describe('Format of the definition, for example REST or GraphQL.'),
      content: z
        .string()
        .optional()
        .describe('The definition itself, for example an OpenAPI document.'),
    })
    .optional()
    .describe('Definition of the API that the endpoint serves.'),
  container: z
    .string()
    .optional()
    .describe('Container that listens; `main` when it is not given.'),
  targetPort: z
    .int32()
    .min(1)
    .max(65535)
    .optional()
    .describe('Port inside the container; `port` when it is not given.'),
  visibility: z
    .array(
      z
        .enum(['project', 'organization', 'public'])
        .describe('One audience that may reach the endpoint.'),
    )
    .optional()
    .describe('Who may reach the endpoint, where no API of it says more.'),
  basePath: z
    .string()
    .optional()
    .describe('Path under which the endpoint serves, for example /v1.'),
});

export type WorkloadEndpoint = z.infer<typeof workloadEndpointSchema>;

/** The HTTP methods that an operation can have. */
export const httpMethodSchema = z.enum([
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'DELETE',
  'CONNECT',
  'OPTIONS',
  'TRACE',
  'PATCH',
]);
