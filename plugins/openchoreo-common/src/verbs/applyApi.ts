import { z } from 'zod';
import {
  objectName,
  optionalObjectName,
  resourceFields,
} from '../operations/Operation';
import { componentUpdatePermission } from '../permissions';
import {
  basePath,
  changesOutput,
  deploysToFirstEnvironment,
  endpointType,
  exposure,
  firstEnvironmentField,
} from './componentFields';
import { optionalText } from './fields';
import { declareVerb } from './Verb';

const { environment, attributes, references, completion, conflict } =
  deploysToFirstEnvironment;

/** The operations that callers may use. */
export const apiOperations = z
  .array(
    z.object({
      path: z.string().min(1).describe('Path, such as `/books/{id}`.'),
      method: z
        .enum(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])
        .describe('HTTP method.'),
      scopes: z
        .array(z.string().min(1))
        .optional()
        .describe('Scopes that the token of a caller must have.'),
    }),
  )
  .max(200)
  .optional()
  .describe('The only operations that callers may use. All by default.');

/** The version of an API, which becomes a part of its path. */
export const apiVersion = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._-]*$/,
    'is not a version: use letters, digits, dots and dashes, such as v1',
  )
  .optional()
  .describe('Version of the API, such as v1. It becomes a part of the path.');

export const applyApi = declareVerb({
  name: 'apply-api',
  title: 'Expose an API',
  description:
    'Exposes an endpoint of an OpenChoreo service as an API, or changes the API: who may call it, its base path and the class with its policies. A field that is absent keeps its value. A dry run returns the changes without making them.',
  resource: 'component',
  permission: componentUpdatePermission,
  environment,
  input: z.object({
    ...resourceFields.component,
    ...firstEnvironmentField,
    endpoint: objectName('Name of the endpoint.'),
    type: endpointType
      .optional()
      .describe('Type of the API. That of the endpoint by default.'),
    basePath: basePath()
      .optional()
      .describe('Base path of the API, such as /v1. `/` for a new API.'),
    exposure: exposure
      .optional()
      .describe('Who may call it. `Organization` for a new API.'),
    className: optionalObjectName(
      'Name of the APIClass with the policies: authentication, rate limits, CORS. `default` for a new API.',
    ),
    version: apiVersion,
    operations: apiOperations,
    apiDefinition: optionalText(
      'Definition of the API, such as an OpenAPI document.',
    ),
  }),
  output: z.object(changesOutput),
  attributes,
  references,
  completion,
  http: {
    method: 'PUT',
    path: '/environments/{environment}/apis/{endpoint}',
    status: 200,
    conflict,
  },
  audit: {
    eventId: 'api-apply',
    severityLevel: 'medium',
    meta: ({ environment: name, endpoint, exposure: level }) => ({
      environment: name,
      endpoint,
      ...(level && { exposure: level }),
    }),
  },
});
