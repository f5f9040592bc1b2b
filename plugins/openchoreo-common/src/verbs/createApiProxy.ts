import { z } from 'zod';
import { backendUrlProblem } from '../fieldRules';
import { optionalObjectName, resourceFields } from '../operations/Operation';
import { componentCreatePermission } from '../permissions';
import { apiOperations, apiVersion } from './applyApi';
import { basePath, checkedText } from './componentFields';
import {
  createdObjects,
  descriptiveFields,
  idempotencyKey,
  newName,
} from './fields';
import { declareVerb } from './Verb';

export const createApiProxy = declareVerb({
  name: 'create-api-proxy',
  title: 'Create an API proxy',
  description:
    'Creates an OpenChoreo component of type APIProxy with an API, which forwards requests from the gateway of an environment to an external backend.',
  resource: 'project',
  permission: componentCreatePermission,
  input: z.object({
    ...resourceFields.project,
    name: newName,
    ...descriptiveFields('API'),
    url: checkedText(backendUrlProblem).describe(
      'URL of the backend, such as https://api.example.com/v1.',
    ),
    type: z
      .enum(['REST', 'HTTP', 'GraphQL', 'Websocket'])
      .optional()
      .describe('Type of the API. `REST` by default.'),
    basePath: basePath()
      .optional()
      .describe('Base path of the API at the gateway. `/` by default.'),
    exposure: z
      .enum(['Organization', 'Public'])
      .optional()
      .describe('Who may call it. `Organization` by default.'),
    className: optionalObjectName(
      'Name of the APIClass with the policies. `default` by default.',
    ),
    version: apiVersion,
    operations: apiOperations,
    environment: optionalObjectName(
      'Environment whose gateway serves it. The first of the pipeline by default.',
    ),
    idempotencyKey,
  }),
  output: z.object({
    organization: z.string().describe('Name of the organization.'),
    project: z.string().describe('Name of the project.'),
    component: z.string().describe('Name of the component, and of its API.'),
    environment: z.string().describe('Environment whose gateway serves it.'),
    objects: createdObjects,
  }),
  attributes: { readOnly: false, destructive: false, idempotent: false },
  references: { environment: 'environment' },
  creates: 'component',
  http: {
    method: 'POST',
    path: '/api-proxies',
    status: 201,
    conflict: 'The name is already taken.',
  },
  audit: {
    eventId: 'api-proxy-create',
    severityLevel: 'medium',
    meta: ({ name }) => ({ component: name }),
  },
});
