import { z } from 'zod';
import { endpointViewSchema } from './board';
import { openEnum } from './openEnum';
import { entityFields, freshnessFields } from './overviews';
import { deploymentStateSchema } from './state';

/**
 * The kinds of policies that gateways enforce for an API.
 *
 * @public
 */
export const apiPolicyTypes = [
  'authentication',
  'rateLimit',
  'cors',
  'security',
  'mediation',
  'circuitBreaker',
] as const;

const policySchema = z.object({
  type: openEnum([...apiPolicyTypes, 'unknown'], 'unknown'),
  text: z.string().describe('What it asks of callers, for people.'),
});

/**
 * A policy that a gateway enforces.
 *
 * @public
 */
export type ApiPolicy = z.infer<typeof policySchema>;

const addressSchema = endpointViewSchema
  .pick({ visibility: true, url: true })
  .extend({
    policies: z
      .array(policySchema)
      .describe('What the gateway enforces at this address.'),
    callProblem: z
      .string()
      .optional()
      .describe(
        'Why the caller cannot send a request with call-endpoint, in a sentence with the remedy.',
      ),
  });

/**
 * An address of an API.
 *
 * @public
 */
export type ApiAddress = z.infer<typeof addressSchema>;

const operationSchema = z.object({
  method: z.string().describe('HTTP method in upper case.'),
  path: z.string().describe('Path below the address, such as `/books/{id}`.'),
  summary: z.string().optional(),
});

/**
 * An operation that a definition declares.
 *
 * @public
 */
export type ApiOperation = z.infer<typeof operationSchema>;

const apiSchema = z.object({
  name: z.string().describe('Name of the endpoint or of the API.'),
  isStandalone: z
    .boolean()
    .describe('Whether it is an API resource, and not an endpoint.'),
  entityRef: entityFields.entityRef,
  type: z.string().describe('Type, such as REST or gRPC.'),
  version: z.string().optional().describe('Version, such as v1.'),
  port: z.int().optional().describe('Port of the container.'),
  className: z
    .string()
    .optional()
    .describe('Name of the APIClass with its policies.'),
  hasDefinition: z
    .boolean()
    .describe('Whether its entity in the catalog has a definition.'),
  operations: z
    .array(operationSchema)
    .describe('The operations that its OpenAPI definition declares.'),
  definitionProblem: z
    .string()
    .optional()
    .describe('Why the operations of the definition cannot be shown.'),
  deployments: z
    .array(
      z.object({
        environment: z.string().describe('Name of the environment.'),
        displayName: entityFields.displayName,
        isProduction: z.boolean(),
        isSimulated: z
          .boolean()
          .describe('Whether its data plane runs no containers.'),
        state: deploymentStateSchema,
        message: z
          .string()
          .optional()
          .describe('Reason of the state, in a sentence.'),
        addresses: z
          .array(addressSchema)
          .describe('The widest visibility first.'),
      }),
    )
    .describe('Where it is deployed, in promotion order.'),
});

/**
 * An endpoint of a component or a standalone API, with its addresses.
 *
 * @public
 */
export type ComponentApi = z.infer<typeof apiSchema>;

/** @public */
export const componentApisSchema = z
  .object({
    apis: z.array(apiSchema).describe('By name, endpoints first.'),
    ...freshnessFields,
  })
  .describe('The APIs of a component.');

/**
 * The APIs of a component.
 *
 * @public
 */
export type ComponentApis = z.infer<typeof componentApisSchema>;
