import { z } from 'zod';
import { httpMethodSchema } from './workload-endpoint';

const portBackendSchema = z.object({
  port: z.int32().describe('Port of the Service of the component.'),
});

const exposeLevelsSchema = z
  .array(z.string().describe('One level: Project, Organization or Public.'))
  .describe(
    'Callers that may reach the API: Project (no route), Organization, Public. Default: Public.',
  );

const restApiSchema = z.object({
  backend: portBackendSchema
    .extend({
      basePath: z
        .string()
        .optional()
        .describe('Base path of the API at its backend, for example /v1.'),
      target: z
        .object({
          url: z
            .string()
            .min(1)
            .describe(
              'URL of the external backend: http or https, without user, password and query.',
            ),
        })
        .optional()
        .describe('External backend, for an API that is a proxy.'),
    })
    .optional()
    .describe('Backend of the API.'),
  exposeLevels: exposeLevelsSchema.optional(),
  operations: z
    .array(
      z
        .object({
          path: z
            .string()
            .min(1)
            .describe(
              'Path of the operation, for example /books/{id}. A last * matches everything below.',
            ),
          method: httpMethodSchema.describe('HTTP method of the operation.'),
          scopes: z
            .array(z.string().describe('One scope.'))
            .optional()
            .describe('Scopes that the token of a caller must have.'),
        })
        .describe('One operation.'),
    )
    .optional()
    .describe(
      'Operations of the API. When set, all other paths return 403. Default: every path is allowed.',
    ),
});

/** An API of a component. */
export const serviceApiSchema = z.object({
  className: z
    .string()
    .default('default')
    .describe('Name of the APIClass that provides the policies.'),
  type: z
    .string()
    .describe(
      'Type of the API: REST, HTTP, GraphQL, Websocket, gRPC, TCP or UDP.',
    ),
  version: z
    .string()
    .optional()
    .describe(
      'Version of the API, for example v1. When set, it is a segment of the path, before the base path.',
    ),
  rest: restApiSchema
    .optional()
    .describe('Settings of an API of type REST, HTTP, GraphQL or Websocket.'),
  grpc: z
    .object({
      backend: portBackendSchema.optional().describe('Backend of the API.'),
      exposeLevels: exposeLevelsSchema.optional(),
    })
    .optional()
    .describe('Settings of an API of type gRPC.'),
  tcp: z
    .object({
      backend: portBackendSchema.optional().describe('Backend of the API.'),
      exposeLevels: exposeLevelsSchema.optional(),
      listenerPort: z
        .int32()
        .min(1)
        .max(65535)
        .optional()
        .describe(
          'Port of the listener of the gateway. Default: the port of the backend.',
        ),
    })
    .optional()
    .describe('Settings of an API of type TCP or UDP.'),
});

/**
 * An API of a component.
 *
 * @public
 */
export type ServiceAPI = z.infer<typeof serviceApiSchema>;

/** APIs by name. An API of the name of an endpoint exposes that endpoint. */
export const serviceApisSchema = z
  .record(z.string(), serviceApiSchema.describe('One API.'))
  .describe('APIs of the component, by name.');
