import { z } from 'zod';
import { catalogSyncSchema } from '../catalogSync';
import {
  callHeadersSchema,
  callMethods,
  callPathSchema,
  callResponseSchema,
} from '../endpointCall';
import {
  catalogSyncPermission,
  endpointCallPermission,
  environmentCallPermission,
} from '../permissions';
import { objectName, resourceFields, type Operation } from './Operation';

const declareCommand = <Input extends z.ZodObject, Output extends z.ZodType>(
  declaration: Operation<Input, Output>,
): Operation<Input, Output> => declaration;

const syncCatalog = declareCommand({
  name: 'sync-catalog',
  title: 'Sync the catalog now',
  description:
    'Compares all entities with the resources of the control plane now, and sends the differences to the catalog. Responds when that is done. `acceptSources` takes control planes as they are that are held back because they have none of the resources of before.',
  resource: 'platform',
  permission: catalogSyncPermission,
  input: z.object({
    acceptSources: z
      .array(z.string())
      .optional()
      .describe(
        'Names of held control planes, which are taken as they are: entities whose resource they do not have are removed.',
      ),
  }),
  output: catalogSyncSchema,
  http: {
    method: 'POST',
    path: '/catalog-sync',
    status: 200,
    conflict: 'The catalog module does not run in this process.',
  },
  audit: {
    eventId: 'catalog-sync',
    severityLevel: 'medium',
    meta: ({ acceptSources = [] }): Record<string, string> =>
      acceptSources.length ? { acceptSources: acceptSources.join(', ') } : {},
    outcome: ({ provider }) => ({ isWriter: `${provider?.isWriter}` }),
  },
});

const callEndpoint = declareCommand({
  name: 'call-endpoint',
  title: 'Send a request to an endpoint of a component',
  description:
    'Sends one HTTP request from the backend to the address of an endpoint at a gateway, and returns the response. The address is that of the control plane; the caller chooses the path below it. Redirects are not followed. Only gateways that `openchoreo.endpointCalls.gateways` names are called.',
  resource: 'component',
  permission: endpointCallPermission,
  environment: {
    permission: environmentCallPermission,
    field: 'environment',
    names: 'environment',
  },
  input: z.object({
    ...resourceFields.component,
    environment: objectName('Name of the environment.'),
    endpoint: z
      .string()
      .max(253)
      .describe('Name of the endpoint, or of the standalone API.'),
    visibility: z
      .enum(['organization', 'public'])
      .describe('Which of its addresses to call.'),
    method: z.enum(callMethods).describe('HTTP method.'),
    path: callPathSchema.describe(
      'Path below the address, with the query, such as `/books?limit=5`.',
    ),
    headers: callHeadersSchema
      .optional()
      .describe('Headers of the request by name.'),
    body: z
      .string()
      .max(65_536)
      .optional()
      .describe('Body of the request. Not for GET and HEAD.'),
  }),
  output: callResponseSchema,
  http: {
    method: 'POST',
    path: '/environments/{environment}/calls',
    status: 200,
    conflict:
      'The endpoint cannot be called, for example because its gateway is not in `openchoreo.endpointCalls.gateways`.',
  },
  audit: {
    eventId: 'endpoint-call',
    severityLevel: 'medium',
    meta: ({ environment, endpoint, visibility, method, path }) => ({
      environment,
      endpoint,
      visibility,
      method,
      // The query may have credentials.
      path: path.split('?', 1)[0],
    }),
    outcome: ({ status }) => ({ status: String(status) }),
  },
});

/**
 * The operations that make the backend do something without a change of the platform. A verb changes the platform, and a read
 * does nothing.
 *
 * @public
 */
export const commands = { syncCatalog, callEndpoint };
