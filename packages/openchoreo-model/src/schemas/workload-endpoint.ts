import { z } from 'zod';

/**
 * Protocols of endpoints.
 *
 * @public
 */
export const endpointTypeSchema = z.enum([
  'HTTP',
  'REST',
  'gRPC',
  'GraphQL',
  'Websocket',
  'TCP',
  'UDP',
]);

/**
 * Protocol of an endpoint.
 *
 * @public
 */
export type EndpointType = z.infer<typeof endpointTypeSchema>;

/** A port on which a workload listens. */
export const workloadEndpointSchema = z.object({
  type: endpointTypeSchema.describe('Protocol of the endpoint.'),
  port: z
    .int32()
    .min(1)
    .max(65535)
    .describe('Port of the Service of the component.'),
  schema: z
    .object({
      type: z
        .string()
        .optional()
        .describe('Format of the API definition, for example REST or GraphQL.'),
      content: z
        .string()
        .optional()
        .describe('API definition, for example an OpenAPI document.'),
    })
    .optional()
    .describe('API definition of the endpoint. Shown in the catalog.'),
  container: z
    .string()
    .optional()
    .describe(
      'Name of the container that listens. Default: the main container.',
    ),
  targetPort: z
    .int32()
    .min(1)
    .max(65535)
    .optional()
    .describe('Port of the container. Default: the value of port.'),
  visibility: z
    .array(
      z
        .enum(['project', 'organization', 'public'])
        .describe('One group of callers.'),
    )
    .optional()
    .describe(
      'Callers that may reach the endpoint outside its component. An API of the same name overrides this.',
    ),
  basePath: z
    .string()
    .optional()
    .describe('Base path of the endpoint, for example /v1.'),
});

/**
 * A port on which a workload listens.
 *
 * @public
 */
export type WorkloadEndpoint = z.infer<typeof workloadEndpointSchema>;

/** HTTP methods of operations. */
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
