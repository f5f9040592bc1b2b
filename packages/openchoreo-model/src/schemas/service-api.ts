import { z } from 'zod';
import { httpMethodSchema } from './workload-endpoint';

const portBackendSchema = z.object({
  port: z.int32().describe('Port of the service that serves the API.'),
});

const exposeLevelsSchema = z
  .array(z.string().describe('Project, Organization, or Public.'))
  .describe('Who may call the API: Project, Organization, Public.');

const restApiSchema = z.object({
  backend: portBackendSchema
    .extend({
      basePath: z
        .string()
        .optional()
        .describe('Path of the API at its backend, for example /v1.'),
      target: z
        .object({
          url: z.string().min(1).describe('Address of the foreign backend.'),
        })
        .optional()
        .describe('Backend outside the platform, for an API that is a proxy.'),
    })
    .optional()
    .describe('Where requests to the API go.'),
  exposeLevels: exposeLevelsSchema.optional(),
  operations: z
    .array(
      z
        .object({
          path: z
            .string()
            .min(1)
            .describe('Path of the operation, for example /books/{id}.'),
          method: httpMethodSchema.describe('HTTP method of the operation.'),
          scopes: z
            .array(z.string().describe('One scope.'))
            .optional()
            .describe('Scopes that a caller must hold.'),
        })
        .describe('One operation.'),
    )
    .optional()
    .describe(
      'Operations of the API, and no others; without them every path may be called.',
    ),
});

/** How one endpoint of a component is offered as an API. */
export const serviceApiSchema = z.object({
  className: z
    .string()
    .default('default')
    .describe('Name of the APIClass whose policies apply.'),
  type: z.string().describe('Kind of the API, for example REST.'),
  version: z
    .string()
    .optional()
    .describe(
      'Version of the API, for example v1; part of its path when it is given.',
    ),
  rest: restApiSchema
    .optional()
    .describe('What an API of type REST, HTTP, GraphQL or Websocket has.'),
  grpc: z
    .object({
      backend: portBackendSchema
        .optional()
        .describe('Where calls to the API go.'),
      exposeLevels: exposeLevelsSchema.optional(),
    })
    .optional()
    .describe('What only an API of type gRPC has.'),
  tcp: z
    .object({
      backend: portBackendSchema
        .optional()
        .describe('Where connections to the API go.'),
      exposeLevels: exposeLevelsSchema.optional(),
      listenerPort: z
        .int32()
        .min(1)
        .max(65535)
        .optional()
        .describe(
          'Port of the listener of the gateway; that of the backend when it is not given.',
        ),
    })
    .optional()
    .describe('What only an API of type TCP or UDP has.'),
});

export type ServiceAPI = z.infer<typeof serviceApiSchema>;

/** APIs by the name of the endpoint that they offer. */
export const serviceApisSchema = z
  .record(z.string(), serviceApiSchema.describe('One API.'))
  .describe('APIs that the component offers, by name.');
